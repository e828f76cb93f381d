/** How fast a number has grown of late. */
export class Pace {
  readonly #samples: { readonly at: number; readonly value: number }[] = [];

  /**
   * @param at milliseconds; not earlier than the last one
   * @returns units of `value` a second; absent until it means something, and where nothing grows
   */
  measure(at: number, value: number): number | undefined {
    const samples = this.#samples;
    const last = samples.at(-1);
    if (last === undefined || at - last.at >= SAMPLE_MS) samples.push({ at, value });
    while (samples.length > 1 && at - samples[1]!.at >= WINDOW_MS) samples.shift();
    const first = samples[0]!;
    if (at - first.at < MEANS_SOMETHING_MS || value <= first.value) return undefined;
    return (1000 * (value - first.value)) / (at - first.at);
  }

  /** Something else is measured from now on. */
  reset(): void {
    this.#samples.length = 0;
  }
}

/** Enough to smooth one request a second, which is what crt.sh allows. */
const WINDOW_MS = 15_000;
const SAMPLE_MS = 500;
const MEANS_SOMETHING_MS = 1500;
