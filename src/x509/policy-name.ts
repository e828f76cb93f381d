/** Names of certificate policy OIDs. */

/** The CA/Browser Forum's reserved OIDs (TLS BR §7.1.6.1, EVG §9.3.2, CSBR §7.1.6.1, SBR §7.1.6.1). */
const RESERVED: Readonly<Record<string, string>> = {
  '2.23.140.1.1': 'EV',
  '2.23.140.1.2.1': 'DV',
  '2.23.140.1.2.2': 'OV',
  '2.23.140.1.2.3': 'IV',
  '2.23.140.1.3': 'code signing EV',
  '2.23.140.1.4.1': 'code signing',
  '2.23.140.1.4.2': 'timestamping',
  ...smime('1', 'mailbox'),
  ...smime('2', 'organization'),
  ...smime('3', 'sponsor'),
  ...smime('4', 'individual'),
};

/** The order in which several validation types of one certificate are written. */
const TYPE_ORDER: readonly string[] = ['DV', 'EV', 'IV', 'OV'];

/**
 * CA-specific EV policy OIDs: zmap/zlint v3/util/ev.go at commit 1007b1d5 (2026-08-02, Apache-2.0)
 * without the reserved OID. Two are ETSI's EVCP and EVCP+ (EN 319 411-1).
 */
const CA_SPECIFIC_EV: ReadonlySet<string> = new Set([
  '1.3.159.1.17.1',
  '1.3.6.1.4.1.34697.2.1',
  '1.3.6.1.4.1.34697.2.2',
  '1.3.6.1.4.1.34697.2.3',
  '1.3.6.1.4.1.34697.2.4',
  '1.2.40.0.17.1.22',
  '2.16.578.1.26.1.3.3',
  '1.3.6.1.4.1.17326.10.14.2.1.2',
  '1.3.6.1.4.1.17326.10.8.2.1.2',
  '1.3.6.1.4.1.6449.1.2.1.5.1',
  '2.16.840.1.114412.2.1',
  '2.16.840.1.114412.1.3.0.2',
  '2.16.528.1.1001.1.1.1.12.6.1.1.1',
  '2.16.792.3.0.4.1.1.4',
  '2.16.840.1.114028.10.1.2',
  '0.4.0.2042.1.4',
  '0.4.0.2042.1.5',
  '1.3.6.1.4.1.13177.10.1.3.10',
  '1.3.6.1.4.1.14370.1.6',
  '1.3.6.1.4.1.4146.1.1',
  '2.16.840.1.114413.1.7.23.3',
  '1.3.6.1.4.1.14777.6.1.1',
  '2.16.792.1.2.1.1.5.7.1.9',
  '1.3.6.1.4.1.782.1.2.1.8.1',
  '1.3.6.1.4.1.22234.2.5.2.3.1',
  '1.3.6.1.4.1.8024.0.2.100.1.2',
  '1.2.392.200091.100.721.1',
  '2.16.840.1.114414.1.7.23.3',
  '1.3.6.1.4.1.23223.2',
  '1.3.6.1.4.1.23223.1.1.1',
  '2.16.756.1.83.21.0',
  '2.16.756.1.89.1.2.1.1',
  '1.3.6.1.4.1.7879.13.24.1',
  '2.16.840.1.113733.1.7.48.1',
  '2.16.840.1.114404.1.1.2.4.1',
  '2.16.840.1.113733.1.7.23.6',
  '1.3.6.1.4.1.6334.1.100.1',
  '2.16.840.1.114171.500.9',
  '1.3.6.1.4.1.36305.2',
]);

/** ETSI EN 319 411-1 and -2, TS 119 495, RFC 6484, and what single CAs publish of theirs. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  '2.5.29.32.0': 'anyPolicy',
  '2.23.140.1.31': 'onion EV',
  '0.4.0.2042.1.1': 'ETSI NCP (normalized)',
  '0.4.0.2042.1.2': 'ETSI NCP+ (normalized, secure device)',
  '0.4.0.2042.1.3': 'ETSI LCP (lightweight)',
  '0.4.0.2042.1.4': 'ETSI EVCP (extended validation)',
  '0.4.0.2042.1.5': 'ETSI EVCP+ (extended validation, secure device)',
  '0.4.0.2042.1.6': 'ETSI DVCP (domain validated)',
  '0.4.0.2042.1.7': 'ETSI OVCP (organization validated)',
  '0.4.0.2042.1.8': 'ETSI IVCP (individual validated)',
  '0.4.0.194112.1.0': 'ETSI QCP-n (qualified, natural person)',
  '0.4.0.194112.1.1': 'ETSI QCP-l (qualified, legal person)',
  '0.4.0.194112.1.2': 'ETSI QCP-n-qscd (qualified, natural person, QSCD)',
  '0.4.0.194112.1.3': 'ETSI QCP-l-qscd (qualified, legal person, QSCD)',
  '0.4.0.194112.1.4': 'ETSI QEVCP-w (qualified website, EV)',
  '0.4.0.194112.1.5': 'ETSI QNCP-w (qualified website)',
  '0.4.0.194112.1.6': 'ETSI QNCP-w-gen (qualified website, general)',
  '0.4.0.19495.3.1': 'ETSI PSD2 QCP-w-psd2 (qualified website, PSD2)',
  '1.3.6.1.5.5.7.14.2': 'RPKI id-cp-ipAddr-asNumber',
  '1.3.6.1.5.5.7.14.3': 'RPKI id-cp-ipAddr-asNumber-v2',
  '1.3.6.1.4.1.44947.1.1.1': "Let's Encrypt CPS (ISRG domain validated)",
  '1.3.6.1.4.1.11129.2.5.1': 'Google Internet Authority',
  '1.3.6.1.4.1.11129.2.5.3': 'Google Trust Services',
  '2.16.840.1.114412.1.1': 'DigiCert OV TLS',
  '2.16.840.1.114412.1.2': 'DigiCert DV TLS',
  '2.16.840.1.114412.2.1': 'DigiCert EV TLS',
  '2.16.840.1.101.3.2.1.3.6': 'FPKI common policy',
  '2.16.840.1.101.3.2.1.3.7': 'FPKI common hardware',
  '2.16.840.1.101.3.2.1.3.8': 'FPKI common devices',
  '2.16.840.1.101.3.2.1.3.13': 'FPKI common authentication',
  '2.16.840.1.101.3.2.1.3.17': 'FPKI common card authentication',
  '2.16.840.1.101.3.2.1.48.1': 'NIST PKITS test policy 1',
  '2.16.840.1.101.3.2.1.48.2': 'NIST PKITS test policy 2',
};

/** The validation type that a reserved OID stands for, or `undefined`. */
export function reservedType(oid: string): string | undefined {
  return RESERVED[oid];
}

export function isCaSpecificEvPolicy(oid: string): boolean {
  return CA_SPECIFIC_EV.has(oid);
}

/** What a policy OID is called, for people; `null` when it is not known. */
export function policyName(oid: string): string | null {
  const reserved = RESERVED[oid];
  if (reserved !== undefined) return `CA/B Forum ${reserved}`;
  return OTHER_NAMES[oid] ?? (CA_SPECIFIC_EV.has(oid) ? 'EV (CA-specific)' : null);
}

/** Sorts validation types: DV, EV, IV, OV, then the others by name. */
export function compareTypes(a: string, b: string): number {
  const [first, second] = [TYPE_ORDER.indexOf(a), TYPE_ORDER.indexOf(b)];
  if (first >= 0 && second >= 0) return first - second;
  if (first >= 0 || second >= 0) return first >= 0 ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

function smime(arc: string, name: string): Record<string, string> {
  return Object.fromEntries(
    ['legacy', 'multipurpose', 'strict'].map((generation, i) => [
      `2.23.140.1.5.${arc}.${i + 1}`,
      `S/MIME ${name} ${generation}`,
    ]),
  );
}
