/** Changes of octets without regard for the structure: most leave no certificate. */
import { type OctetMutation, hex } from './mutation.ts';

const flipBit: OctetMutation = (der, random) => {
  const changed = Uint8Array.from(der);
  const at = random.below(der.length);
  const bit = random.below(8);
  changed[at]! ^= 1 << bit;
  return { der: changed, what: `bit ${bit} of octet ${at} turned` };
};

const replaceOctet: OctetMutation = (der, random) => {
  const changed = Uint8Array.from(der);
  const at = random.below(der.length);
  changed[at] = random.below(256);
  return { der: changed, what: `octet ${at} is ${hex(changed.subarray(at, at + 1))}` };
};

const insertOctets: OctetMutation = (der, random) => {
  const at = random.below(der.length + 1);
  const octets = random.octets(1 + random.below(3));
  const changed = Buffer.concat([der.subarray(0, at), octets, der.subarray(at)]);
  return { der: new Uint8Array(changed), what: `${hex(octets)} inserted at ${at}` };
};

const removeOctets: OctetMutation = (der, random) => {
  const at = random.below(der.length);
  const count = 1 + random.below(3);
  const changed = Buffer.concat([der.subarray(0, at), der.subarray(at + count)]);
  return { der: new Uint8Array(changed), what: `${count} octets removed at ${at}` };
};

const cut: OctetMutation = (der, random) => {
  const length = random.below(der.length);
  return { der: der.slice(0, length), what: `cut to ${length} octets` };
};

const append: OctetMutation = (der, random) => {
  const octets = random.octets(1 + random.below(8));
  return { der: new Uint8Array(Buffer.concat([der, octets])), what: `${hex(octets)} behind it` };
};

export const OCTET_MUTATIONS: readonly OctetMutation[] = [
  flipBit,
  flipBit,
  flipBit,
  replaceOctet,
  replaceOctet,
  insertOctets,
  removeOctets,
  cut,
  append,
];
