/** Text derived from a report, each character of which knows where in the report it comes from. */
export interface MappedText {
  readonly text: string;
  /** Of each character: where in the report it begins … */
  readonly starts: Uint32Array;
  /** … and ends (exclusive); an HTML character reference is several characters there. */
  readonly ends: Uint32Array;
}

export class MappedTextBuilder {
  #text: string[] = [];
  #starts: Uint32Array;
  #ends: Uint32Array;
  #length = 0;

  constructor(capacity: number) {
    this.#starts = new Uint32Array(capacity);
    this.#ends = new Uint32Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  /** Adds `text`, all of which stands for the characters from `start` to `end`. */
  add(text: string, start: number, end: number): void {
    this.#reserve(text.length);
    this.#text.push(text);
    this.#starts.fill(start, this.#length, this.#length + text.length);
    this.#ends.fill(end, this.#length, this.#length + text.length);
    this.#length += text.length;
  }

  /** Adds the piece of `from` between two of its positions. */
  copy(from: MappedText, start: number, end: number): void {
    this.#reserve(end - start);
    this.#text.push(from.text.slice(start, end));
    this.#starts.set(from.starts.subarray(start, end), this.#length);
    this.#ends.set(from.ends.subarray(start, end), this.#length);
    this.#length += end - start;
  }

  /** Adds a piece of the report as it stands. */
  verbatim(source: string, start: number, end: number): void {
    this.#reserve(end - start);
    this.#text.push(source.slice(start, end));
    for (let at = start; at < end; at++) {
      this.#starts[this.#length] = at;
      this.#ends[this.#length++] = at + 1;
    }
  }

  build(): MappedText {
    return {
      text: this.#text.join(''),
      starts: this.#starts.slice(0, this.#length),
      ends: this.#ends.slice(0, this.#length),
    };
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#starts.length) return;
    const capacity = Math.max(needed, this.#starts.length * 2);
    this.#starts = grown(this.#starts, capacity);
    this.#ends = grown(this.#ends, capacity);
  }
}

export function sliceMapped(from: MappedText, start: number, end: number): MappedText {
  return {
    text: from.text.slice(start, end),
    starts: from.starts.subarray(start, end),
    ends: from.ends.subarray(start, end),
  };
}

function grown(array: Uint32Array, capacity: number): Uint32Array {
  const larger = new Uint32Array(capacity);
  larger.set(array);
  return larger;
}
