/** What the attribute types of names are called, besides the short names of RFC 4514 §3. */

/**
 * The type as it is compared: its OID where it is known, else its name in upper case.
 * @param written a name or an OID, as it stands before `=`
 */
export function attributeType(written: string): string {
  const name = written.trim().replace(/^OID\./i, '');
  return OIDS.get(name.toLowerCase().replace(/[\s_-]/g, '')) ?? name.toUpperCase();
}

/** True for what can stand before `=`: a name that is known, or an OID. */
export function isAttributeType(written: string): boolean {
  const name = written.trim();
  return OID.test(name) || OIDS.has(name.toLowerCase().replace(/[\s_-]/g, ''));
}

const OID = /^(?:OID\.)?[0-2](?:\.\d{1,39}){1,30}$/i;

/**
 * RFC 4514, RFC 4519, OpenSSL (`objects.txt`), Windows (`CertNameToStr`), Java (`X500Principal`) and
 * pyca/cryptography; in lower case, without spaces, hyphens and underscores.
 */
const OIDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '2.5.4.3': 'cn commonname',
    '2.5.4.4': 'sn surname',
    '2.5.4.5': 'serialnumber deviceserialnumber',
    '2.5.4.6': 'c country countryname',
    '2.5.4.7': 'l locality localityname',
    '2.5.4.8': 'st s sp state stateorprovince stateorprovincename province',
    '2.5.4.9': 'street streetaddress sta',
    '2.5.4.10': 'o organization organisation organizationname',
    '2.5.4.11': 'ou organizationalunit organizationalunitname organisationalunit',
    '2.5.4.12': 't title',
    '2.5.4.13': 'description',
    '2.5.4.15': 'businesscategory',
    '2.5.4.16': 'postaladdress',
    '2.5.4.17': 'postalcode zip',
    '2.5.4.18': 'postofficebox pobox',
    '2.5.4.20': 'telephonenumber phone',
    '2.5.4.35': 'userpassword',
    '2.5.4.41': 'name',
    '2.5.4.42': 'gn g givenname',
    '2.5.4.43': 'initials i',
    '2.5.4.44': 'generation generationqualifier',
    '2.5.4.46': 'dnq dnqualifier qualifier',
    '2.5.4.65': 'pseudonym',
    '2.5.4.97': 'organizationidentifier oid2.5.4.97',
    '0.9.2342.19200300.100.1.1': 'uid userid',
    '0.9.2342.19200300.100.1.25': 'dc domaincomponent',
    '1.2.840.113549.1.9.1': 'e email emailaddress mail',
    '1.2.840.113549.1.9.2': 'unstructuredname',
    '1.3.6.1.4.1.311.60.2.1.1':
      'jurisdictionl jurisdictionlocality jurisdictionlocalityname jurisdictionofincorporationlocalityname incorporationlocality',
    '1.3.6.1.4.1.311.60.2.1.2':
      'jurisdictionst jurisdictionstate jurisdictionstateorprovincename jurisdictionofincorporationstateorprovincename incorporationstate',
    '1.3.6.1.4.1.311.60.2.1.3':
      'jurisdictionc jurisdictioncountry jurisdictioncountryname jurisdictionofincorporationcountryname incorporationcountry',
  }).flatMap(([oid, names]) => names.split(' ').map((name) => [name, oid] as const)),
);
