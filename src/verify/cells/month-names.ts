/** Months by their names, in the languages in which CAs write tables. */

/** 1 to 12, of a name or an abbreviation in whatever case and with or without accents; 0 for no month. */
export function monthNumber(word: string): number {
  const name = plain(word);
  const english = ENGLISH.exec(name);
  if (english !== null) return MONTHS.indexOf(english[1]!) + 1;
  return (foreign ??= foreignMonths()).get(name) ?? 0;
}

function foreignMonths(): ReadonlyMap<string, number> {
  const months = new Map<string, number>();
  for (const locale of LOCALES) {
    for (const month of ['long', 'short'] as const) {
      // with a day, as some languages have another form then
      const format = new Intl.DateTimeFormat(locale, { day: 'numeric', month, timeZone: 'UTC' });
      for (let at = 0; at < 12; at++) {
        const parts = format.formatToParts(Date.UTC(2025, at, 1));
        const name = parts.find(({ type }) => type === 'month')?.value;
        if (name !== undefined) months.set(plain(name), at + 1);
      }
    }
  }
  return months;
}

function plain(word: string): string {
  return word
    .normalize('NFD')
    .replace(/[\u0300-\u036f.]/g, '')
    .toLowerCase();
}

/** Made when the first one is met: it takes some milliseconds. */
let foreign: ReadonlyMap<string, number> | undefined;
const LOCALES = ['de', 'fr', 'es', 'it', 'pt', 'nl'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** With slips in what is behind the first three letters. */
const ENGLISH = /^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}$/;
