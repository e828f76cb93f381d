/** A third reading of UTCTime and GeneralizedTime (X.680 §46, §47), by a regular expression each. */
import { type Tlv, tagOf } from '../support/tlv.ts';

const UTC = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d(?:[.,]\d+)?)?(Z|[+-]\d{2}(?:\d{2})?)?$/;
const GENERALIZED = /^(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?(\d\d)?([.,]\d+)?(Z|[+-]\d{2}(?:\d{2})?)?$/;

/** ISO 8601 UTC in whole seconds, null when there is no such time. */
export function plainInstant(time: Tlv): string | null {
  const text = timeText(time);
  return tagOf(time) === 0x18 || /^\d{14}\D|^\d{14}$/.test(text) ? generalized(text) : utc(text);
}

/** As it stands in the certificate. */
export function timeText(time: Tlv): string {
  return Buffer.from(time.content).toString('latin1');
}

function utc(text: string): string | null {
  const [, yy, ...rest] = UTC.exec(text) ?? [];
  if (yy === undefined) return null;
  const [month, day, hour, minute, second, zone] = rest;
  const year = Number(yy) + (Number(yy) < 50 ? 2000 : 1900); // RFC 5280 §4.1.2.5.1
  return instant(year, [month, day, hour, minute, second?.slice(0, 2)], 0, zone);
}

function generalized(text: string): string | null {
  const [, year, ...rest] = GENERALIZED.exec(text) ?? [];
  if (year === undefined) return null;
  const [month, day, hour, minute, second, fraction, zone] = rest;
  // of the last field that is there (X.680 §46.2)
  const unit = second !== undefined ? 1 : minute !== undefined ? 60 : 3600;
  const part = fraction === undefined ? 0 : Number(`0.${fraction.slice(1)}`) * unit;
  return instant(Number(year), [month, day, hour, minute, second], part, zone);
}

function instant(
  year: number,
  fields: readonly (string | undefined)[],
  part: number,
  zone = 'Z',
): string | null {
  const [month = 1, day = 1, hour = 0, minute = 0, second = 0] = fields.map((field) =>
    Number(field ?? 0),
  );
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!exists || hour > 23 || minute > 59 || second > 60) return null;
  const offset = zone === 'Z' ? 0 : Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3) || 0);
  if (zone !== 'Z' && (Number(zone.slice(1, 3)) > 23 || Number(zone.slice(3) || 0) > 59))
    return null;
  const minutes = hour * 60 + minute + (zone.startsWith('-') ? offset : -offset);
  const seconds = minutes * 60 + second + Math.floor(part);
  return new Date(date.getTime() + seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
}
