/** A record of CSV: one line, or several where a quoted cell holds line ends (RFC 4180 §2.6). */
export interface CsvRecord {
  readonly text: string;
  /** How many physical lines it takes. */
  readonly lines: number;
  /** Why it cannot be parsed: then it is one physical line; of one that is too long, the beginning. */
  readonly fault?: RecordFault;
}

export type RecordFault = 'unclosed-quote' | 'line-too-long';

/** Longer records are handed out as faults: a quote that is never closed would swallow the file. */
export const MAX_RECORD_BYTES = 1024 * 1024;

/**
 * Finds the ends of records in UTF-8, at LF, CR LF and CR. What the cells are is for csv-parse to say,
 * which would read on behind a quote that is never closed: here such a line is a fault, and the lines
 * below it are records of their own. No byte is looked at more than three times, whatever the quotes.
 */
export class RecordSplitter {
  readonly #delimiter: number;
  readonly #swallows: (record: string) => boolean;
  #bytes = Buffer.allocUnsafe(INITIAL_BYTES);
  #length = 0;
  /** Where the record in progress begins, and how far it has been looked at. */
  #start = 0;
  #at = 0;
  #state = CELL_START;
  /** Where the first physical line of the record in progress ends, and the next begins; or 0. */
  #firstEnd = 0;
  #second = 0;
  #lines = 1;
  /** `#lines` where the quoted cell in progress begins. */
  #openedIn = 1;
  /** Until here every line is a record: the lines behind a quote that was not closed. */
  #plainUntil = 0;
  #dropping = false;
  #records: CsvRecord[] = [];

  /** @param swallows whether a record of several lines has rows in a quoted cell, as an unclosed quote has */
  constructor(delimiter: string, swallows: (record: string) => boolean) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#swallows = swallows;
  }

  push(slice: Uint8Array): CsvRecord[] {
    this.#append(slice);
    // a CR at the end may have its LF still to come
    this.#scan(this.#bytes[this.#length - 1] === CR ? this.#length - 1 : this.#length);
    return this.#take();
  }

  end(): CsvRecord[] {
    for (;;) {
      this.#scan(this.#length);
      if (this.#start >= this.#length || this.#dropping) break;
      if (this.#state !== QUOTED) {
        this.#record(this.#length, this.#length);
        break;
      }
      this.#reject(this.#length);
    }
    return this.#take();
  }

  #scan(end: number): void {
    const bytes = this.#bytes;
    const delimiter = this.#delimiter;
    let state = this.#state;
    while (this.#at < end) {
      const at = this.#at;
      const byte = bytes[at]!;
      this.#at = at + 1;
      if (byte === LF || byte === CR) {
        const next = byte === CR && bytes[at + 1] === LF && at + 1 < this.#length ? at + 2 : at + 1;
        this.#at = next;
        this.#state = state;
        this.#lineEnd(at, next);
        state = this.#state;
      } else if (state === QUOTED) {
        if (byte === QUOTE) state = QUOTE_IN_QUOTED;
      } else if (byte === QUOTE && state === QUOTE_IN_QUOTED) {
        state = QUOTED;
      } else if (byte === QUOTE && state === CELL_START) {
        state = QUOTED;
        this.#openedIn = this.#lines;
      } else if (byte === delimiter) {
        state = CELL_START;
      } else if (isPadding(byte)) {
        if (state === QUOTE_IN_QUOTED) state = CLOSED;
      } else if (state >= QUOTE_IN_QUOTED && this.#lines > this.#openedIn) {
        this.#reject(at);
        state = this.#state;
      } else {
        state = UNQUOTED;
      }
      if (this.#at - this.#start > MAX_RECORD_BYTES) {
        this.#state = state;
        this.#tooLong();
        state = this.#state;
      }
    }
    this.#state = state;
  }

  #lineEnd(end: number, next: number): void {
    if (this.#dropping) {
      this.#dropping = false;
      this.#begin(next);
    } else if (this.#state !== QUOTED) {
      this.#record(end, next);
    } else if (next <= this.#plainUntil) {
      this.#fault('unclosed-quote', end);
      this.#begin(next);
    } else {
      if (this.#firstEnd === 0) {
        this.#firstEnd = end;
        this.#second = next;
      }
      this.#lines++;
    }
  }

  #record(end: number, next: number): void {
    const text = this.#bytes.toString('utf8', this.#start, end);
    const lines = this.#lines;
    if (lines > 1 && this.#swallows(text)) {
      this.#reject(next);
      return;
    }
    this.#records.push({ text, lines });
    this.#begin(next);
  }

  // The first line is a fault, and what was looked at behind it is looked at once more.
  #reject(seenUntil: number): void {
    if (this.#firstEnd === 0) {
      this.#fault('unclosed-quote', seenUntil);
      this.#begin(seenUntil);
      return;
    }
    this.#fault('unclosed-quote', this.#firstEnd);
    this.#plainUntil = Math.max(this.#plainUntil, seenUntil);
    this.#begin(this.#second);
  }

  #tooLong(): void {
    if (this.#dropping) {
      this.#start = this.#at;
    } else if (this.#firstEnd > 0) {
      this.#reject(this.#at);
    } else {
      this.#fault('line-too-long', this.#at);
      this.#dropping = true;
      this.#start = this.#at;
      this.#state = UNQUOTED;
    }
  }

  #fault(fault: RecordFault, lineEnd: number): void {
    const most = fault === 'line-too-long' ? this.#start + QUOTED_BYTES : lineEnd;
    const text = this.#bytes.toString('utf8', this.#start, Math.min(lineEnd, most));
    this.#records.push({ text, lines: 1, fault });
  }

  #begin(at: number): void {
    this.#start = at;
    this.#at = at;
    this.#state = CELL_START;
    this.#firstEnd = 0;
    this.#lines = 1;
  }

  #append(slice: Uint8Array): void {
    if (this.#start > 0) {
      this.#bytes.copyWithin(0, this.#start, this.#length);
      this.#length -= this.#start;
      this.#at -= this.#start;
      this.#firstEnd = Math.max(0, this.#firstEnd - this.#start);
      this.#second -= this.#start;
      this.#plainUntil = Math.max(0, this.#plainUntil - this.#start);
      this.#start = 0;
    }
    if (this.#length + slice.length > this.#bytes.length) {
      const grown = Buffer.allocUnsafe((this.#length + slice.length) * 2);
      this.#bytes.copy(grown, 0, 0, this.#length);
      this.#bytes = grown;
    }
    this.#bytes.set(slice, this.#length);
    this.#length += slice.length;
  }

  #take(): CsvRecord[] {
    const records = this.#records;
    this.#records = [];
    return records;
  }
}

function isPadding(byte: number): boolean {
  return byte === SPACE || byte === TAB;
}

const CELL_START = 0;
const UNQUOTED = 1;
const QUOTED = 2;
/** Behind a quote in a quoted cell: it ends the cell, or another one follows. */
const QUOTE_IN_QUOTED = 3;
const CLOSED = 4;

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const INITIAL_BYTES = 128 * 1024;
/** Of a line that is too long, what a message may quote. */
const QUOTED_BYTES = 4096;
