import { formatCount } from './count.ts';

const UNITS: readonly (readonly [seconds: number, name: string])[] = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
];

/** "3 days 4 hours", "25 minutes", "0 seconds": the two largest units of whole seconds, without a sign. */
export function wordDuration(seconds: number): string {
  let rest = Math.abs(seconds);
  const at = UNITS.findIndex(([size]) => rest >= size);
  if (at < 0) return '0 seconds';
  const words = UNITS.slice(at, at + 2).flatMap(([size, name]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [`${formatCount(count)} ${name}${count === 1 ? '' : 's'}`];
  });
  return words.join(' ');
}
