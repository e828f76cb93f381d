/**
 * The extensions that facts are read from, numbered so that the reader keeps their places in an
 * array. An extension that is not here is passed over.
 */
export const SLOT_SUBJECT_ALT_NAME = 0;
export const SLOT_POLICIES = 1;
export const SLOT_EXTENDED_KEY_USAGE = 2;
export const SLOT_BASIC_CONSTRAINTS = 3;
export const SLOT_CRL_DISTRIBUTION_POINTS = 4;
export const SLOT_AUTHORITY_INFO_ACCESS = 5;
export const SLOT_SCT_LIST = 6;
export const SLOT_POISON = 7;
export const SLOT_COUNT = 8;
export const SLOT_NONE = -1;

/** The slot of the extension whose OID content octets are `[start, end)`, or `SLOT_NONE`. */
export function extensionSlot(bytes: Uint8Array, start: number, end: number): number {
  // Told apart by length and octets: the OID as text would cost more than the whole certificate.
  switch (end - start) {
    case 3: // 2.5.29.x = 55 1d x (RFC 5280 §4.2.1)
      return bytes[start] === 0x55 && bytes[start + 1] === 0x1d
        ? idCeSlot(bytes[start + 2]!)
        : SLOT_NONE;
    case 8: // 1.3.6.1.5.5.7.1.1, authorityInfoAccess (RFC 5280 §4.2.2.1)
      return bytes[end - 1] === 0x01 && startsWith(bytes, start, ID_PE)
        ? SLOT_AUTHORITY_INFO_ACCESS
        : SLOT_NONE;
    case 10: // 1.3.6.1.4.1.11129.2.4.{2,3} (RFC 6962 §3.1, §3.3)
      if (!startsWith(bytes, start, GOOGLE_CT)) return SLOT_NONE;
      if (bytes[end - 1] === 0x02) return SLOT_SCT_LIST;
      return bytes[end - 1] === 0x03 ? SLOT_POISON : SLOT_NONE;
    default:
      return SLOT_NONE;
  }
}

/** What `plainExtensionSlot` returns for an extension in id-ce that is passed over. */
export const SLOT_UNREAD = -2;

/**
 * The same for the element of an OID at `pos`, four octets at a time: positions are those in the
 * DataView. It knows the slots and all other extensions of 2.5.29.x, which are `SLOT_UNREAD`;
 * `SLOT_NONE` says that `extensionSlot` and `isReadableOid` have to tell.
 */
export function plainExtensionSlot(words: DataView, pos: number, end: number): number {
  if (pos + 8 > end) return SLOT_NONE;
  const first = words.getInt32(pos);
  if (first === ID_CE_OID) return ID_CE_SLOTS[words.getUint8(pos + 4)]!;
  if (pos + 12 > end) return SLOT_NONE;
  const second = words.getInt32(pos + 4);
  const third = words.getInt32(pos + 8);
  if (first === ID_PE_OID && second === 0x01050507 && third >> 16 === 0x0101) {
    return SLOT_AUTHORITY_INFO_ACCESS;
  }
  if (first !== GOOGLE_CT_OID || second !== 0x010401d6) return SLOT_NONE;
  if (third === 0x79020402) return SLOT_SCT_LIST;
  return third === 0x79020403 ? SLOT_POISON : SLOT_NONE;
}

/** The identifier, length and first content octets of the OIDs above, and then of id-ce. */
const ID_PE_OID = 0x06082b06;
const GOOGLE_CT_OID = 0x060a2b06;
const ID_CE_OID = 0x0603551d;

const ID_PE = [0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x01];
const GOOGLE_CT = [0x2b, 0x06, 0x01, 0x04, 0x01, 0xd6, 0x79, 0x02, 0x04];

function idCeSlot(last: number): number {
  switch (last) {
    case 17:
      return SLOT_SUBJECT_ALT_NAME;
    case 19:
      return SLOT_BASIC_CONSTRAINTS;
    case 31:
      return SLOT_CRL_DISTRIBUTION_POINTS;
    case 32:
      return SLOT_POLICIES;
    case 37:
      return SLOT_EXTENDED_KEY_USAGE;
    default:
      return SLOT_NONE;
  }
}

function startsWith(bytes: Uint8Array, start: number, prefix: readonly number[]): boolean {
  for (let i = 0; i < prefix.length; i++) if (bytes[start + i] !== prefix[i]) return false;
  return true;
}

/** By the octet behind 2.5.29 in an OID of three; one above 127 does not end an OID. */
const ID_CE_SLOTS: Int8Array = Int8Array.from({ length: 256 }, (_, last) => {
  if (last >= 0x80) return SLOT_NONE;
  const slot = idCeSlot(last);
  return slot === SLOT_NONE ? SLOT_UNREAD : slot;
});
