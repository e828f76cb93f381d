/** A text that holds certificates, and may name further ones outside of them. */
import {
  type AppendixLine,
  type Entry,
  type EntryForm,
  hidesCertificate,
} from '../appendix/line.ts';
import { readAppendix } from '../appendix/read-appendix.ts';
import type { Group } from './group.ts';
import type { Ledger } from './ledger.ts';
import { type OutsideLine, OutsideText } from './outside-text.ts';

/**
 * Enters what the text outside of PEM blocks names, while the text passes on its way to the scan.
 * The fingerprint of a certificate in the same text is its label, not a further entry; a label that
 * stands more than `WINDOW_BYTES` of such lines before its certificate counts as a duplicate.
 */
export class OutsideReader {
  readonly #ledger: Ledger;
  readonly #group: Group;
  /** Lines that stand before the text. */
  readonly #linesBefore: number;
  readonly #text = new OutsideText();
  #window: OutsideLine[] = [];
  #drain: () => Promise<void> = () => Promise.resolve();
  /** A bit for each row of the ledger: whether its certificate stands in this text. */
  #own = new Uint8Array(64);

  constructor(ledger: Ledger, group: Group, linesBefore = 0) {
    this.#ledger = ledger;
    this.#group = group;
    this.#linesBefore = linesBefore;
  }

  /** To be awaited before text is told apart by the certificates around it. */
  beforeTurn(drain: () => Promise<void>): void {
    this.#drain = drain;
  }

  async *watch(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of chunks) {
        this.#text.push(chunk);
        if (this.#text.heldBytes > WINDOW_BYTES) await this.#turn();
        yield chunk;
      }
    } finally {
      this.#text.end();
    }
  }

  /** Told of each certificate in the text. */
  own(row: number): void {
    const place = row >> 3;
    if (place >= this.#own.length) {
      const own = new Uint8Array(place * 2);
      own.set(this.#own);
      this.#own = own;
    }
    this.#own[place]! |= 1 << (row & 7);
  }

  /** Enters what is still held, once all certificates are known. */
  async finish(): Promise<void> {
    await this.#turn();
    await this.#turn();
  }

  async #turn(): Promise<void> {
    await this.#drain();
    const due = this.#window;
    this.#window = this.#text.take();
    if (due.length === 0) return;
    for await (const lines of readAppendix(inPieces(due), { tables: false })) {
      for (const line of lines) {
        // the first is the blank line of `inPieces`
        const { number, text } = due[line.number - 2] ?? {};
        if (number === undefined || text === undefined) continue;
        this.#ledger.addLine(this.#group, {
          ...this.#reduced(line, text),
          number: number + this.#linesBefore,
        });
      }
    }
  }

  #reduced({ number, entries, problems }: AppendixLine, text: string): AppendixLine {
    const further = entries.filter((entry) => FORMS.has(entry.form) && !this.#isLabel(entry));
    const counted = problems.filter((problem) =>
      hidesCertificate(problem) ? MEANS_CERTIFICATE.test(text) : further.length > 0,
    );
    const kind =
      further.length > 0 ? 'listing' : counted.some(hidesCertificate) ? 'invalid' : 'comment';
    return { number, kind, entries: further, problems: counted };
  }

  #isLabel({ fingerprint }: Entry): boolean {
    if (fingerprint === undefined) return false;
    const row = this.#ledger.fingerprints.rowOf(fingerprint);
    return row >= 0 && ((this.#own[row >> 3] ?? 0) & (1 << (row & 7))) !== 0;
  }
}

// One line to each, whatever is in it, and behind a blank one: no file signature can be the first.
// eslint-disable-next-line @typescript-eslint/require-await -- readAppendix takes what arrives in time
async function* inPieces(lines: readonly OutsideLine[]): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < lines.length; at += LINES_PER_PIECE) {
    const piece = lines.slice(at, at + LINES_PER_PIECE);
    yield Buffer.from(
      piece.map(({ text }) => `\n${text.replace(CONTROL, ' ')}`).join(''),
      'latin1',
    );
  }
}

const WINDOW_BYTES = 4 << 20;
const LINES_PER_PIECE = 1024;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\0-\x08\x0a-\x1f\x7f]/g;
/** Not the serial number alone: dumps of certificates are full of these. */
const FORMS: ReadonlySet<EntryForm> = new Set<EntryForm>([
  'crt.sh?sha256',
  'crt.sh?q',
  'crt.sh?d',
  'crt.sh?id',
  'fingerprint',
  'serial+fingerprint',
]);
/** A link, one long hex token, or a cell of about as many digits as a SHA-256 has. */
const MEANS_CERTIFICATE =
  /crt\.sh(?::\d+)?[/?]|^\W*[0-9a-f]{32,}\W*$|(?:^|[,;|"\t])\s*[0-9a-f]{50,80}(?![0-9a-z+/])/i;
