import type { DerReader } from '../der/reader.ts';
import { TIME_UNREADABLE, TimeReader } from '../der/time.ts';
import type { CrlProblemLog } from './crl-problem.ts';

const time = new TimeReader();

/**
 * The seconds since 1970 of the Time that `der` stands on, whose element is at `pos`; NaN when it
 * cannot be read (RFC 5280 §5.1.2.4: the forms of §4.1.2.5). What is wrong with it goes to `problems`.
 */
export function readTimeField(der: DerReader, pos: number, problems: CrlProblemLog): number {
  const seconds = time.read(der.tag, der.bytes, der.contentStart, der.contentEnd);
  if (time.flaws !== 0) {
    const unreadable = (time.flaws & TIME_UNREADABLE) !== 0;
    problems.add(unreadable ? 'bad-time' : 'nonstandard-time', pos);
  }
  return seconds;
}
