/** Changes of version, serial number, validity, algorithms and keys. */
import { bytesOf, element, oid, text } from '../../support/der.ts';
import { constructed, encoded, primitive, tagOf } from '../../support/tlv.ts';
import { type TreeMutation, hex } from './mutation.ts';

const UTC_TIMES = [
  ...['491231235959Z', '500101000000Z', '000101000000Z', '991231235959Z', '240229120000Z'],
  ...['230229120000Z', '251301000000Z', '250100000000Z', '250132000000Z', '250101240000Z'],
  ...['250101006000Z', '250101000060Z', '2501010000Z', '25010100Z', '250101000000', '2501010000'],
  ...[
    '250101000000+0200',
    '250101000000-0730',
    '2501010000+0100',
    '250101000000+02',
    '250101000000z',
  ],
  ...[
    '250101000000Z0',
    ' 250101000000Z',
    '20250101000000Z',
    '250101000000.5Z',
    '2501010000 0Z',
    '',
  ],
];

const GENERALIZED_TIMES = [
  ...[
    '20491231235959Z',
    '20500101000000Z',
    '19991231235959Z',
    '99991231235959Z',
    '00010101000000Z',
  ],
  ...[
    '00000101000000Z',
    '20240229120000Z',
    '20230229120000Z',
    '20251301000000Z',
    '20250101240000Z',
  ],
  ...['20250101000060Z', '202501010000Z', '2025010100Z', '20250101Z', '20250101000000.5Z'],
  ...['20250101000000,25Z', '20250101000000.Z', '202501010000.5Z', '2025010100.25Z'],
  ...['20250101000000', '20250101000000+0200', '20250101000000-0730', '20250101000000+02'],
  ...['20250101000000.5+0100', '250101000000Z', '20250101000000Z ', '2025-01-01T00:00:00Z', ''],
];

const SERIALS = [
  ...['', '00', '01', '7f', '80', 'ff', '0000', '0001', '0080', '00ff01', 'ff00', 'ffff', 'ff7f'],
  ...['8000', '80000000', 'fffffffe', '0000000001', '7fffffffffffffff', '8000000000000001'],
  ...['7f'.repeat(20), '01'.repeat(21), `00${'ff'.repeat(20)}`, '5a'.repeat(64), '00'.repeat(12)],
];

const OIDS = [
  ...['1.2.840.113549.1.1.5', '1.2.840.113549.1.1.10', '1.2.840.113549.1.1.11', '1.3.101.112'],
  ...['1.2.840.10045.4.3.2', '1.2.840.10040.4.3', '2.16.840.1.101.3.4.3.18', '1.3.6.1.4.1.99999.1'],
  ...['2.999.3', '0.9.2342', '1.39.999', '2.0', '2.47.1', '2.48', '1.2.9007199254740993.4'],
  ...[`2.${2n ** 64n}.1`, `1.3.6.1.4.1.${2n ** 90n}`, '1.2.34359738367', '1.2.72057594037927935'],
];

const KEY_OIDS = [
  '1.2.840.113549.1.1.1',
  '1.2.840.113549.1.1.10',
  '1.2.840.10045.2.1',
  '1.3.101.112',
];

const CURVES = [
  ...[
    '1.2.840.10045.3.1.7',
    '1.3.132.0.34',
    '1.3.132.0.35',
    '1.3.132.0.10',
    '1.3.36.3.3.2.8.1.1.7',
  ],
  ...['1.2.3.4', '2.999'],
];

const otherTime: TreeMutation = ({ validity }, random) => {
  if (validity.children === undefined) return undefined;
  const [tag, value] =
    random.below(2) === 0 ? [0x17, random.pick(UTC_TIMES)] : [0x18, random.pick(GENERALIZED_TIMES)];
  const at = random.below(2);
  validity.children[at] = encoded(text(tag, value));
  return `${at === 0 ? 'notBefore' : 'notAfter'} is ${JSON.stringify(value)}, tag ${tag.toString(16)}`;
};

const timeDigit: TreeMutation = ({ validity }, random) => {
  if ((validity.children ?? []).length === 0) return undefined;
  const time = random.pick(validity.children!);
  const at = random.below(Math.max(1, time.content.length - 1));
  time.content = Uint8Array.from(time.content);
  time.content[at] = 0x30 + random.below(10);
  return `a time is ${Buffer.from(time.content).toString('latin1')}`;
};

const timeTag: TreeMutation = ({ validity }, random) => {
  if ((validity.children ?? []).length === 0) return undefined;
  const time = random.pick(validity.children!);
  time.id = Uint8Array.of(tagOf(time) === 0x17 ? 0x18 : 0x17);
  return 'the tag of the other type of time';
};

/** A UTCTime with four digits of the year, of a century that two digits do not tell. */
const longYear: TreeMutation = ({ validity }, random) => {
  if (validity.children === undefined) return undefined;
  const value = `${random.pick([1850, 1949, 2050, 2099])}0731235959Z`;
  const at = random.below(2);
  validity.children[at] = encoded(text(0x17, value));
  return `a UTCTime ${value}`;
};

const swappedTimes: TreeMutation = ({ validity }) => {
  validity.children?.reverse();
  return 'notAfter before notBefore';
};

const otherSerial: TreeMutation = ({ serial }, random) => {
  serial.content = bytesOf(random.pick(SERIALS));
  serial.children = undefined;
  return `serial number ${hex(serial.content)}`;
};

const randomSerial: TreeMutation = ({ serial }, random) => {
  serial.content = random.octets(1 + random.below(24));
  return `serial number ${hex(serial.content)}`;
};

const version: TreeMutation = ({ tbs }, random) => {
  const fields = tbs.children ?? [];
  if (tagOf(fields[0]) !== 0xa0) return undefined;
  const value = random.pick(['', 'a003020100', 'a003020101', 'a003020103', 'a00402020002', 'a000']);
  fields.splice(0, 1, ...(value === '' ? [] : [encoded(bytesOf(value))]));
  return `version ${value === '' ? 'left out' : value}`;
};

const algorithm: TreeMutation = ({ innerAlgorithm, outerAlgorithm }, random) => {
  const changed = random.pick([
    [innerAlgorithm],
    [outerAlgorithm],
    [innerAlgorithm, outerAlgorithm],
  ]);
  const id = random.pick(OIDS);
  const withParameters = random.below(2) === 0;
  for (const one of changed) {
    one.children = [encoded(oid(id)), ...(withParameters ? [encoded(bytesOf('0500'))] : [])];
  }
  return `signature algorithm ${id} in ${changed.length} places`;
};

const keyAlgorithm: TreeMutation = ({ publicKey }, random) => {
  const info = publicKey.children?.[0];
  if (info?.children === undefined) return undefined;
  const id = random.pick([...KEY_OIDS, ...OIDS]);
  info.children[0] = encoded(oid(id));
  return `key algorithm ${id}`;
};

const keyParameters: TreeMutation = ({ publicKey }, random) => {
  const info = publicKey.children?.[0];
  const type = info?.children?.[0];
  if (info === undefined || type === undefined) return undefined;
  const curve = random.pick(CURVES);
  const parameters = random.pick([[], [encoded(bytesOf('0500'))], [encoded(oid(curve))]]);
  info.children = [type, ...parameters];
  return `key parameters ${parameters.length === 0 ? 'none' : hex(parameters[0]!.content)}`;
};

const keyIsEc: TreeMutation = ({ publicKey }, random) => {
  const curve = random.pick(CURVES);
  const point = Uint8Array.of(0, 4, ...random.octets(64));
  const id = constructed(0x30, encoded(oid('1.2.840.10045.2.1')), encoded(oid(curve)));
  publicKey.children = [id, primitive(0x03, point)];
  return `an EC key on ${curve}`;
};

const modulus: TreeMutation = ({ publicKey }, random) => {
  const octets = random.octets(random.pick([1, 64, 127, 128, 129, 255, 256, 257, 512]));
  octets[0]! &= random.pick([0x00, 0x01, 0x0f, 0x7f, 0xff]);
  const key = constructed(0x30, primitive(0x02, octets), encoded(bytesOf('0203010001')));
  const bits = { ...constructed(0x03, key), prefix: Uint8Array.of(0) };
  const id = constructed(0x30, encoded(oid('1.2.840.113549.1.1.1')), encoded(bytesOf('0500')));
  publicKey.children = [id, bits];
  return `an RSA modulus of ${octets.length} octets that begins with ${hex(octets.subarray(0, 2))}`;
};

/** RFC 5280 §4.1.2.8. */
const uniqueIds: TreeMutation = ({ tbs }, random) => {
  const fields = tbs.children ?? [];
  const at = fields.findIndex((field) => tagOf(field) === 0xa3);
  const ids = random.pick([[0x81], [0x82], [0x81, 0x82]]);
  const added = ids.map((tag) => encoded(element(tag, Uint8Array.of(0, 0x5a))));
  fields.splice(at < 0 ? fields.length : at, 0, ...added);
  return `${ids.length} unique identifiers`;
};

export const FIELD_MUTATIONS: readonly TreeMutation[] = [
  ...[
    otherTime,
    otherTime,
    otherTime,
    timeDigit,
    timeDigit,
    timeDigit,
    timeTag,
    longYear,
    swappedTimes,
  ],
  ...[otherSerial, otherSerial, randomSerial, version, algorithm, keyAlgorithm, keyParameters],
  ...[keyIsEc, modulus, uniqueIds],
];
