/** The words of the progress line, for the room that there is. */
import { type RunView, formatCount } from '../pipeline/run-view.ts';

/** How fast it goes; absent where nothing can be said. */
export interface Speed {
  /** Certificates a second. */
  readonly rate: number | undefined;
  readonly secondsLeft: number | undefined;
}

/** The line, ASCII and no wider than `width` columns: what says least gives way first. */
export function progressLine(view: RunView, speed: Speed, width: number): string {
  const variants = wordings(view, speed).map((parts) =>
    parts.filter((part) => part !== '').join(', '),
  );
  return (variants.find((line) => line.length <= width) ?? variants.at(-1)!).slice(0, width);
}

/** Each outcome but `examined` that there is: `3 not found`. */
export function outcomeWords(view: RunView): string[] {
  return UNEXAMINED.flatMap(([outcome, words]) => {
    const count = view.count(outcome);
    return count === 0 ? [] : [`${formatCount(count)} ${words}`];
  });
}

/** How many of the listed certificates have an outcome. */
export function settled(view: RunView): number {
  return UNEXAMINED.reduce((sum, [outcome]) => sum + view.count(outcome), view.count('examined'));
}

/** From the longest to the shortest. */
function wordings(view: RunView, { rate, secondsLeft }: Speed): string[][] {
  const left = secondsLeft === undefined ? '' : wordTimeLeft(secondsLeft);
  const pace = rate === undefined ? '' : `${wordRate(rate)}/s`;
  const outcomes = outcomeWords(view);
  const unexamined = outcomes.length > 1 ? [`${wordUnexamined(view)} not examined`] : outcomes;
  switch (view.phase) {
    case 'reading': {
      const [long, short] = wordReading(view);
      return [
        [long, pace, left, ...outcomes],
        [long, left, ...unexamined],
        [short, left, ...unexamined],
        [short, ...unexamined],
        [short],
      ];
    }
    case 'obtaining': {
      const [long, short] = wordObtained(view);
      return [
        [long, pace, left, ...outcomes],
        [short, pace, left, ...outcomes],
        [short, left, ...outcomes],
        [short, left, ...unexamined],
        [short, ...unexamined],
        [short],
      ];
    }
    case 'pairing':
      return [['comparing precertificates with certificates'], ['comparing precertificates']];
    case 'siblings':
      return [['looking for the other one of each precertificate and certificate'], ['siblings']];
    case 'revocation':
      return [['looking at what says which certificates are revoked'], ['revocation']];
    case 'figures': {
      const count = formatCount(view.count('examined'));
      return [[`making the figures of ${count} certificates`], ['making the figures']];
    }
  }
}

function wordReading(view: RunView): [long: string, short: string] {
  const { lines, bytesRead, bytesTotal } = view;
  const examined = view.count('examined');
  const share =
    bytesTotal === undefined || bytesRead === 0 ? '' : ` (${percent(bytesRead, bytesTotal)})`;
  const what =
    examined > 0 ? `${formatCount(examined)} certificates` : `${formatCount(lines)} lines`;
  return [`reading the list: ${what}${share}`, `reading: ${what}${share}`];
}

function wordObtained(view: RunView): [long: string, short: string] {
  const { listed } = view;
  const done = settled(view);
  const counts = `${formatCount(done)} of ${formatCount(listed)}`;
  const share = ` (${percent(done, listed)})`;
  return [`${counts} certificates${share}`, counts + share];
}

function wordUnexamined(view: RunView): string {
  return formatCount(settled(view) - view.count('examined'));
}

/** 100% is said of all only. */
export function percent(part: number, whole: number): string {
  return `${whole === 0 ? 0 : Math.min(100, Math.floor((100 * part) / whole))}%`;
}

/** Two digits mean something; more of them would flicker. */
export function wordRate(rate: number): string {
  return rate < 10 ? rate.toFixed(1) : formatCount(Number(rate.toPrecision(2)));
}

export function wordTimeLeft(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s left`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min left`;
  const hours = Math.floor(minutes / 60);
  return hours < 100
    ? `${hours} h ${minutes % 60} min left`
    : `${Math.round(hours / 24)} days left`;
}

const UNEXAMINED = [
  ['notFound', 'not found'],
  ['unavailable', 'unavailable'],
  ['mismatched', 'mismatched'],
  ['unreadable', 'unreadable'],
  ['unresolvable', 'unresolvable'],
] as const;
