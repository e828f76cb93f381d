/** Dates that a timeline writes once for several lines (the template of IRG 2.0, "Timeline"). */
import { readTime, type WrittenDate } from '../tokens/date.ts';
import type { Token } from '../tokens/token.ts';
import type { Passage } from './passage.ts';

/**
 * Gives the lines of a timeline the day of the line above them (`2025-02-03:`, then `12:06 …`), and the
 * times of a section without a zone that which it says all times to be in, before or behind them.
 */
export class TimelineDays {
  #day: WrittenDate | undefined;
  #zone = '';
  readonly #zones = new Map<Passage, string>();

  constructor(passages: readonly Passage[]) {
    const told = new Set(passages.flatMap(({ content }) => zoneOf(content.text) ?? []));
    for (let start = 0; start < passages.length;) {
      let end = start + 1;
      while (passages[end]?.section === passages[start]!.section) end++;
      const run = passages.slice(start, end);
      const zones = new Set(run.flatMap(({ content }) => zoneOf(content.text) ?? []));
      // of a timeline, it may be said anywhere
      const said = zones.size === 0 && run[0]!.section === 'timeline' ? told : zones;
      const [zone] = said;
      if (zone !== undefined && said.size === 1) {
        for (const passage of run) this.#zones.set(passage, zone);
      }
      start = end;
    }
  }

  /** The tokens of the next passage of the report, whose dates are now whole. */
  complete(passage: Passage, tokens: readonly Token[]): readonly Token[] {
    const { section, content } = passage;
    this.#zone = zoneOf(content.text) ?? this.#zone;
    if (section !== 'timeline') {
      this.#day = undefined;
      return zoned(tokens, this.#zones.get(passage) ?? '');
    }
    const words = tokens.filter(({ kind }) => kind !== 'mark');
    const [first, next] = words;
    if (first?.date?.day !== undefined && first.date.time === undefined && words.length === 1) {
      this.#day = first.date;
    }
    const isTimed = first?.time !== undefined && next?.date === undefined;
    const dated = tokens.map((token): Token => {
      if (token === first && isTimed && this.#day !== undefined) {
        return { ...token, kind: 'date', word: '@', date: { ...this.#day, ...first.time } };
      }
      return token;
    });
    return zoned(dated, this.#zones.get(passage) ?? this.#zone);
  }
}

function zoned(tokens: readonly Token[], zone: string): readonly Token[] {
  if (zone === '') return tokens;
  return tokens.map((token): Token => {
    const { date, time } = token;
    if (date?.time !== undefined && date.zone === '') return { ...token, date: { ...date, zone } };
    return time?.zone === '' ? { ...token, time: { ...time, zone } } : token;
  });
}

/** The zone that a text says all times to be in. */
function zoneOf(text: string): string | undefined {
  const name = ALL_TIMES.exec(text.slice(0, MAX_LOOKED_AT))?.[1];
  if (name === undefined) return undefined;
  const zone = readTime(`00:00 ${name}`, 0)?.zone;
  return zone === '' ? undefined : zone;
}

const ALL_TIMES =
  /\ball (?:the )?(?:times?|timestamps?|dates(?: and times)?)(?:(?: \w+){0,5}? (?:are|is|in|as)(?: (?:given|shown|listed|stated|expressed|displayed|specified))?(?: (?:in|as))?)? (?:[A-Z][a-z]+ (?:(?:Standard |Daylight |Summer )?Time )?)?\(?((?:UTC|GMT)(?:[+-]\d{1,2})?|[A-Z]{3,4})\b/i;
const MAX_LOOKED_AT = 400;
