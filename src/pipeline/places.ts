/** A file, an archive's member (as `archive.zip/member`), or a sheet of a workbook. */
export interface ListPlace {
  readonly file: string;
  readonly sheet?: string;
}

/** Numbers places in the order in which they are read: four bytes say where a certificate is listed. */
export class Places {
  readonly #places: ListPlace[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(file: string, sheet?: string): number {
    // nearly always the one of the line before
    const last = this.#places.at(-1);
    if (last?.file === file && last.sheet === sheet) return this.#places.length - 1;
    const key = JSON.stringify([file, sheet]);
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#places.push({ file, ...(sheet !== undefined && { sheet }) }) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }

  at(number: number): ListPlace {
    return this.#places[number]!;
  }
}
