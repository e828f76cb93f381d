/**
 * What a certificate has, as bits: from these its validation type is inferred where no policy OID
 * says it.
 */
export const HAS_ORGANIZATION = 1;
/** givenName or surname. */
export const HAS_PERSON = 2;
/** jurisdictionCountryName (EVG §7.1.4.2). */
export const HAS_JURISDICTION = 4;
export const HAS_BUSINESS_CATEGORY = 8;
export const HAS_DNS_NAMES = 16;
export const HAS_EMAIL_ADDRESSES = 32;
/** All of them are below this. */
export const FEATURES_END = 64;

/** 1.3.6.1.4.1.311.60.2.1.3 */
const JURISDICTION_COUNTRY = [0x2b, 6, 1, 4, 1, 0x82, 0x37, 0x3c, 2, 1, 3];

/** The bit for an attribute type, by the content octets of its OID; 0 for most. */
export function attributeFeature(bytes: Uint8Array, start: number, end: number): number {
  if (end - start === 3) {
    if (bytes[start] !== 0x55 || bytes[start + 1] !== 0x04) return 0;
    return idAtFeature(bytes[start + 2]!);
  }
  if (end - start !== JURISDICTION_COUNTRY.length) return 0;
  for (let i = 0; i < JURISDICTION_COUNTRY.length; i++) {
    if (bytes[start + i] !== JURISDICTION_COUNTRY[i]) return 0;
  }
  return HAS_JURISDICTION;
}

/** The bit for the attribute type 2.5.4.`last`, id-at (RFC 5280 §4.1.2.4). */
export function idAtFeature(last: number): number {
  switch (last) {
    case 10: // organizationName
      return HAS_ORGANIZATION;
    case 4: // surname
    case 42: // givenName
      return HAS_PERSON;
    case 15:
      return HAS_BUSINESS_CATEGORY;
    default:
      return 0;
  }
}
