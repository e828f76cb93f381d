/** Why notBefore and notAfter may differ: asn1js reads fewer forms of time, and some of them wrongly. */
import { type Tlv, tagOf } from '../../support/tlv.ts';
import type { Disagreement, Reason } from '../disagreement.ts';
import { plainInstant, timeText } from '../plain-instant.ts';
import { BOTH, reports, within } from './disagreeing.ts';

const TIMES = ['notBefore', 'notAfter'] as const;

/** What asn1js makes of a time that it cannot read: the month before the first of the year 0. */
const NO_TIME = '1899-11-30T00:00:00Z';

export const TIME_REASONS: readonly Reason[] = [
  {
    reason:
      'no such time (RFC 5280 §4.1.2.5): null here with the problem bad-time; asn1js carries what ' +
      'overflows into the next field, looks for digits further in, or gives a date of 1899',
    libraries: BOTH,
    fields: TIMES,
    explains: (d) =>
      d.ours === '' &&
      reports(d.facts, 'bad-time') &&
      within(timeOf(d), (t) => plainInstant(t) === null),
  },
  {
    reason:
      'a UTCTime in a form of X.680 §47 that RFC 5280 §4.1.2.5.1 forbids, without seconds or with ' +
      'an offset: asn1js does not read it and gives a date of 1899 without a word',
    libraries: BOTH,
    fields: TIMES,
    explains: (d) =>
      d.theirs === NO_TIME && reports(d.facts, 'nonstandard-time') && agreesWithPlain(d, 0x17),
  },
  {
    reason:
      'a UTCTime with an hour and no minutes, which X.680 §47 does not have: no time here, or that ' +
      'hour; a date of 1899 in asn1js',
    libraries: BOTH,
    fields: TIMES,
    explains: (d) =>
      d.theirs === NO_TIME &&
      within(timeOf(d), (time) => {
        const [, digits, fraction = ''] = /^(\d{8})([.,]\d+)?Z$/.exec(timeText(time)) ?? [];
        if (tagOf(time) !== 0x17 || digits === undefined) return false;
        const asGeneralized = Buffer.from(`20${digits}${fraction}Z`);
        const hour = plainInstant({ ...time, id: Uint8Array.of(0x18), content: asGeneralized });
        return d.ours === '' || d.ours === hour || d.ours === `${hour?.slice(0, 14) ?? ''}00:00Z`;
      }),
  },
  {
    reason:
      'a GeneralizedTime in local time or with an offset (X.680 §46.2; RFC 5280 §4.1.2.5.2 demands ' +
      'Z): asn1js adds the offset instead of taking it off, counts months from 0 there, and takes ' +
      'the day of the week for the day',
    libraries: BOTH,
    fields: TIMES,
    explains: (d) =>
      reports(d.facts, 'nonstandard-time') &&
      agreesWithPlain(d, 0x18) &&
      within(timeOf(d), (time) => !timeText(time).endsWith('Z')),
  },
  {
    reason: 'a year below 100 in GeneralizedTime (X.680 §46): Date.UTC, in asn1js, adds 1900 to it',
    libraries: BOTH,
    fields: TIMES,
    explains: (d) => /^00\d\d-/.test(String(d.ours)) && agreesWithPlain(d, 0x18),
  },
  {
    reason:
      'GeneralizedTime of twelve digits, by X.680 §46 a time without seconds: when that is in a year ' +
      'after 2200, it is taken for the digits of a UTCTime here, which may be no time',
    libraries: BOTH,
    fields: TIMES,
    explains: (d) =>
      within(timeOf(d), (time) => {
        const text = timeText(time);
        if (tagOf(time) !== 0x18 || !/^\d{12}Z$/.test(text) || text < '2201') return false;
        const asUtcTime = plainInstant({ ...time, id: Uint8Array.of(0x17) });
        const problem = asUtcTime === null ? 'bad-time' : 'nonstandard-time';
        return reports(d.facts, problem) && d.ours === (asUtcTime ?? '');
      }),
  },
  {
    reason:
      'UTCTime with the digits of a GeneralizedTime (not X.680 §47; problem nonstandard-time): read ' +
      'with all its digits here; asn1js takes the last twelve, and so another century',
    libraries: BOTH,
    fields: TIMES,
    explains: (d) =>
      reports(d.facts, 'nonstandard-time') &&
      agreesWithPlain(d, 0x17) &&
      within(timeOf(d), (time) => /^\d{14}Z$/.test(timeText(time))) &&
      String(d.theirs).slice(2) === String(d.ours).slice(2),
  },
];

function timeOf({ tree, field }: Disagreement): Tlv | undefined {
  return tree?.validity.children?.[field === 'notBefore' ? 0 : 1];
}

function agreesWithPlain(disagreement: Disagreement, tag: number): boolean {
  const time = timeOf(disagreement);
  return time !== undefined && tagOf(time) === tag && plainInstant(time) === disagreement.ours;
}
