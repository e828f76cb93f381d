/** Time zones as people write them behind a time. */

/** Seconds east of UTC, `undefined` where the text is no zone; an empty text is no zone either. */
export function parseZone(text: string): number | undefined {
  const zone = text.trim().replace(/^\((.*)\)$/, '$1');
  const named = NAMED.get(zone.toUpperCase());
  if (named !== undefined) return named * MINUTE;
  const match = OFFSET.exec(zone);
  if (match === null) return undefined;
  const [, sign, hours = '0', minutes = '0'] = match;
  if (Number(hours) > 14 || Number(minutes) > 59) return undefined;
  return (sign === '-' || sign === '−' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE;
}

/** `UTC+02:00` */
export function formatOffset(seconds: number): string {
  const minutes = Math.abs(seconds) / MINUTE;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `UTC${seconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

const MINUTE = 60;
/** `+02:00`, `+0200`, `+2`, `UTC+2`, `GMT-05:00`, `+0000 UTC` (Go) */
const OFFSET = /^(?:UTC|GMT)?\s*([+\-−])(\d{1,2})(?::?(\d{2}))?(?:\s+[A-Z]{3,5})?$/i;

/** Minutes. Names that mean one zone in the tables of CAs; CST and IST are those of the US and India. */
const NAMED: ReadonlyMap<string, number> = new Map([
  ['Z', 0],
  ['UTC', 0],
  ['GMT', 0],
  ['UCT', 0],
  ['ZULU', 0],
  ['WET', 0],
  ['BST', 60],
  ['WEST', 60],
  ['CET', 60],
  ['CEST', 120],
  ['EET', 120],
  ['EEST', 180],
  ['MSK', 180],
  ['TRT', 180],
  ['IST', 330],
  ['SGT', 480],
  ['HKT', 480],
  ['JST', 540],
  ['KST', 540],
  ['AEST', 600],
  ['AEDT', 660],
  ['EST', -300],
  ['EDT', -240],
  ['CST', -360],
  ['CDT', -300],
  ['MST', -420],
  ['MDT', -360],
  ['PST', -480],
  ['PDT', -420],
]);
