/**
 * crt.sh's `x509_*` functions (libx509pq, which is C around OpenSSL) in PL/pgSQL over the DER. As there:
 * NULL for what cannot be parsed, and the serial number as the octets of its content. They take the
 * certificate out of its TOAST first (`|| ''`), or each octet would; ANALYZE runs them without a search path.
 */
export const X509_FUNCTIONS = String.raw`
CREATE FUNCTION der_element(b bytea, at int, OUT tag int, OUT start int, OUT stop int)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  octets int;
BEGIN
  tag := get_byte(b, at);
  stop := get_byte(b, at + 1);
  start := at + 2;
  IF stop > 127 THEN
    octets := stop - 128;
    IF octets = 0 OR octets > 3 THEN RAISE 'length of % octets', octets; END IF;
    stop := 0;
    FOR i IN 0 .. octets - 1 LOOP
      stop := stop * 256 + get_byte(b, start + i);
    END LOOP;
    start := start + octets;
  END IF;
  stop := start + stop;
  IF stop > length(b) THEN RAISE 'beyond the end'; END IF;
END $$;

CREATE FUNCTION der_wrap(tag int, content bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT set_byte('\x00', 0, tag) || CASE
    WHEN length(content) < 128 THEN substring(int4send(length(content)) FROM 4)
    WHEN length(content) < 256 THEN '\x81'::bytea || substring(int4send(length(content)) FROM 4)
    WHEN length(content) < 65536 THEN '\x82'::bytea || substring(int4send(length(content)) FROM 3)
    ELSE '\x83'::bytea || substring(int4send(length(content)) FROM 2)
  END || content
$$;

-- The octets of an OBJECT IDENTIFIER's content.
CREATE FUNCTION der_oid(dotted text) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  arcs bigint[] := string_to_array(dotted, '.');
  arc bigint;
  octets bytea;
  result bytea := '';
BEGIN
  FOR i IN 2 .. array_length(arcs, 1) LOOP
    arc := CASE i WHEN 2 THEN arcs[1] * 40 + arcs[2] ELSE arcs[i] END;
    octets := set_byte('\x00', 0, (arc % 128)::int);
    arc := arc / 128;
    WHILE arc > 0 LOOP
      octets := set_byte('\x00', 0, (arc % 128)::int + 128) || octets;
      arc := arc / 128;
    END LOOP;
    result := result || octets;
  END LOOP;
  RETURN result;
END $$;

-- Where the fields of the TBSCertificate start: serialNumber 1, signature 2, issuer 3, validity 4,
-- subject 5, subjectPublicKeyInfo 6, what follows 7, the end of the TBSCertificate 8, its content 9.
CREATE FUNCTION x509_fields(b bytea) RETURNS int[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  tbs record;
  at int;
  fields int[] := '{}';
BEGIN
  tbs := public.der_element(b, (public.der_element(b, 0)).start);
  at := tbs.start;
  IF get_byte(b, at) = 160 THEN at := (public.der_element(b, at)).stop; END IF;
  FOR i IN 1 .. 6 LOOP
    fields := fields || at;
    at := (public.der_element(b, at)).stop;
  END LOOP;
  RETURN fields || at || tbs.stop || tbs.start;
END $$;

CREATE FUNCTION der_time(b bytea, at int) RETURNS timestamp
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  element record;
  digits text;
BEGIN
  element := public.der_element(b, at);
  digits := convert_from(substring(b FROM element.start + 1 FOR element.stop - element.start), 'LATIN1');
  IF element.tag = 23 AND digits ~ '^\d{12}Z$' THEN
    digits := CASE WHEN digits < '5' THEN '20' ELSE '19' END || digits;
  ELSIF element.tag <> 24 OR digits !~ '^\d{14}Z$' THEN
    RETURN NULL;
  END IF;
  RETURN make_timestamp(substr(digits, 1, 4)::int, substr(digits, 5, 2)::int, substr(digits, 7, 2)::int,
    substr(digits, 9, 2)::int, substr(digits, 11, 2)::int, substr(digits, 13, 2)::int);
END $$;

CREATE FUNCTION x509_notBefore(cert bytea) RETURNS timestamp
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  b bytea;
BEGIN
  b := cert || ''::bytea;
  RETURN public.der_time(b, (public.der_element(b, (public.x509_fields(b))[4])).start);
EXCEPTION WHEN others THEN RETURN NULL;
END $$;

CREATE FUNCTION x509_notAfter(cert bytea) RETURNS timestamp
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  b bytea;
BEGIN
  b := cert || ''::bytea;
  RETURN public.der_time(b, (public.der_element(b, (public.der_element(b, (public.x509_fields(b))[4])).start)).stop);
EXCEPTION WHEN others THEN RETURN NULL;
END $$;

CREATE FUNCTION x509_serialNumber(cert bytea) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  b bytea;
  element record;
BEGIN
  b := cert || ''::bytea;
  element := public.der_element(b, (public.x509_fields(b))[1]);
  RETURN substring(b FROM element.start + 1 FOR element.stop - element.start);
EXCEPTION WHEN others THEN RETURN NULL;
END $$;

-- The DER of the subject, or of the issuer.
CREATE FUNCTION x509_name(cert bytea, subject boolean DEFAULT TRUE) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  b bytea;
  fields int[];
  field int := CASE WHEN subject THEN 5 ELSE 3 END;
BEGIN
  b := cert || ''::bytea;
  fields := public.x509_fields(b);
  RETURN substring(b FROM fields[field] + 1 FOR fields[field + 1] - fields[field]);
EXCEPTION WHEN others THEN RETURN NULL;
END $$;

CREATE FUNCTION x509_publicKey(cert bytea) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  b bytea;
  fields int[];
BEGIN
  b := cert || ''::bytea;
  fields := public.x509_fields(b);
  RETURN substring(b FROM fields[6] + 1 FOR fields[7] - fields[6]);
EXCEPTION WHEN others THEN RETURN NULL;
END $$;

-- "C=NL, O=Test, CN=Test CA", as OpenSSL's oneline form in crt.sh's ca.NAME.
CREATE FUNCTION x509_issuerName(cert bytea) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  name bytea;
  rdn record;
  pair record;
  id record;
  value record;
  at int;
  label text;
  parts text[] := '{}';
BEGIN
  name := public.x509_name(cert, FALSE);
  at := (public.der_element(name, 0)).start;
  WHILE at < length(name) LOOP
    rdn := public.der_element(name, at);
    pair := public.der_element(name, rdn.start);
    id := public.der_element(name, pair.start);
    value := public.der_element(name, id.stop);
    label := CASE encode(substring(name FROM id.start + 1 FOR id.stop - id.start), 'hex')
      WHEN '550403' THEN 'CN' WHEN '550406' THEN 'C' WHEN '550407' THEN 'L' WHEN '550408' THEN 'ST'
      WHEN '55040a' THEN 'O' WHEN '55040b' THEN 'OU' ELSE '?' END;
    parts := parts || (label || '=' || encode(substring(name FROM value.start + 1 FOR value.stop - value.start), 'escape'));
    at := rdn.stop;
  END LOOP;
  RETURN array_to_string(parts, ', ');
EXCEPTION WHEN others THEN RETURN NULL;
END $$;

-- Where each extension starts, and behind the last one where it stops; empty where there are none.
CREATE FUNCTION x509_extension_starts(b bytea) RETURNS int[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  fields int[];
  at int;
  element record;
  starts int[] := '{}';
BEGIN
  fields := public.x509_fields(b);
  at := fields[7];
  WHILE at < fields[8] LOOP
    element := public.der_element(b, at);
    IF element.tag = 163 THEN
      element := public.der_element(b, element.start);
      at := element.start;
      WHILE at < element.stop LOOP
        starts := starts || at;
        at := (public.der_element(b, at)).stop;
      END LOOP;
      RETURN starts || at;
    END IF;
    at := element.stop;
  END LOOP;
  RETURN starts;
END $$;

-- critical: which of the two; NULL for either.
CREATE FUNCTION x509_hasExtension(cert bytea, oid text, critical boolean DEFAULT NULL) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  b bytea;
  starts int[];
  wanted bytea;
  id record;
BEGIN
  b := cert || ''::bytea;
  starts := public.x509_extension_starts(b);
  wanted := public.der_oid(oid);
  FOR i IN 1 .. coalesce(array_length(starts, 1), 0) - 1 LOOP
    id := public.der_element(b, (public.der_element(b, starts[i])).start);
    IF substring(b FROM id.start + 1 FOR id.stop - id.start) = wanted THEN
      RETURN critical IS NULL
        OR critical = (get_byte(b, id.stop) = 1 AND get_byte(b, id.stop + 2) <> 0);
    END IF;
  END LOOP;
  RETURN FALSE;
EXCEPTION WHEN others THEN RETURN NULL;
END $$;

-- The TBSCertificate without poison and SCT list (RFC 6962 section 3.2).
CREATE FUNCTION x509_tbscert_strip_ct_ext(cert bytea) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  b bytea;
  fields int[];
  starts int[];
  count int;
  at int;
  id record;
  kept bytea := '';
  content bytea;
BEGIN
  b := cert || ''::bytea;
  fields := public.x509_fields(b);
  at := fields[7];
  starts := public.x509_extension_starts(b);
  count := coalesce(array_length(starts, 1), 0);
  WHILE at < fields[8] AND get_byte(b, at) <> 163 LOOP
    at := (public.der_element(b, at)).stop;
  END LOOP;
  content := substring(b FROM fields[9] + 1 FOR at - fields[9]);
  FOR i IN 1 .. count - 1 LOOP
    id := public.der_element(b, (public.der_element(b, starts[i])).start);
    IF substring(b FROM id.start + 1 FOR id.stop - id.start) NOT IN (
      public.der_oid('1.3.6.1.4.1.11129.2.4.2'), public.der_oid('1.3.6.1.4.1.11129.2.4.3')) THEN
      kept := kept || substring(b FROM starts[i] + 1 FOR starts[i + 1] - starts[i]);
    END IF;
  END LOOP;
  IF kept <> '' THEN content := content || public.der_wrap(163, public.der_wrap(48, kept)); END IF;
  RETURN public.der_wrap(48, content);
EXCEPTION WHEN others THEN RETURN NULL;
END $$;
`;
