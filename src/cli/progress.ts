/**
 * One line on standard error that says how far a run is, for whoever sits at a terminal. A line break
 * follows it, so that whatever else is written, even by a crash, begins on a line of its own; and the
 * cursor is never hidden, so that nothing has to bring it back.
 */
import type { Phase, RunView } from '../pipeline/run-view.ts';
import type { Io, OutputStream } from './io.ts';
import { Pace } from './pace.ts';
import { type Speed, progressLine, settled } from './progress-line.ts';
import { type WorkView, workLine } from './work-line.ts';

export interface Progress {
  watch(view: RunView | WorkView): void;
  /** Takes the line away until it is drawn next: something else is to be written. */
  clear(): void;
  /** Brings the line, if there is one, up to date: its timer will have to wait. */
  refresh(): void;
  /** Takes the line away for good. */
  end(): void;
}

export interface ProgressOptions {
  readonly quiet: boolean;
  /** Whether results come to the same terminal as the run goes on: these show progress enough. */
  readonly scrolling: boolean;
}

/** The line; nothing where nobody would see it, or somebody wants none. */
export function openProgress(io: Io, { quiet, scrolling }: ProgressOptions): Progress {
  const { TERM, CI = '' } = io.env;
  const shown =
    io.stderr.isTTY === true && !quiet && !scrolling && TERM !== 'dumb' && /^(?:false)?$/.test(CI);
  return shown ? new ProgressLine(io) : NO_PROGRESS;
}

export const NO_PROGRESS: Progress = { watch: ignore, clear: ignore, refresh: ignore, end: ignore };

function ignore(): void {
  // nothing is shown
}

class ProgressLine implements Progress {
  readonly #io: Io;
  readonly #started: number;
  readonly #timer: NodeJS.Timeout;
  #view: RunView | WorkView | undefined;
  #drawing: Drawing | undefined;
  #loading = false;
  #ended = false;
  #phase: Phase = 'reading';
  readonly #certificates = new Pace();
  readonly #bytes = new Pace();

  constructor(io: Io) {
    this.#io = io;
    this.#started = io.now();
    this.#timer = setInterval(() => {
      this.#tick();
    }, REDRAW_MS).unref();
  }

  watch(view: RunView | WorkView): void {
    this.#view = view;
  }

  clear(): void {
    this.#drawing?.clear();
  }

  refresh(): void {
    if (this.#drawing !== undefined) this.#tick();
  }

  end(): void {
    this.#ended = true;
    clearInterval(this.#timer);
    this.#drawing?.clear();
    this.#drawing = undefined;
  }

  #tick(): void {
    const now = this.#io.now();
    if (this.#view === undefined) return;
    const speed = this.#measure(this.#view, now);
    if (this.#drawing !== undefined) this.#drawing.draw(this.#view, speed);
    else if (now - this.#started >= QUIET_START_MS && !this.#loading) void this.#load();
  }

  async #load(): Promise<void> {
    this.#loading = true;
    const drawing = await openDrawing(this.#io.stderr);
    if (this.#ended) return;
    this.#drawing = drawing;
    this.#tick();
  }

  #measure(view: RunView | WorkView, now: number): Speed {
    if ('work' in view) {
      const rate = this.#certificates.measure(now, view.done());
      const left = ((view.total ?? NaN) - view.done()) / (rate ?? NaN);
      return { rate, secondsLeft: Number.isNaN(left) ? undefined : left };
    }
    if (view.phase !== this.#phase) {
      this.#phase = view.phase;
      this.#certificates.reset();
      this.#bytes.reset();
    }
    const rate = this.#certificates.measure(now, settled(view));
    const byteRate = this.#bytes.measure(now, view.bytesRead);
    const reading = view.phase === 'reading';
    const left = reading ? (view.bytesTotal ?? NaN) - view.bytesRead : view.listed - settled(view);
    const secondsLeft = left / ((reading ? byteRate : rate) ?? NaN);
    return { rate, secondsLeft: Number.isNaN(secondsLeft) ? undefined : secondsLeft };
  }
}

interface Drawing {
  draw(view: RunView | WorkView, speed: Speed): void;
  clear(): void;
}

// loaded for those who see it: it takes 50 ms
async function openDrawing(stream: OutputStream): Promise<Drawing> {
  const { createLogUpdate } = await import('log-update');
  const update = createLogUpdate(stream, { showCursor: true });
  let length = 0;

  return {
    draw(view, speed) {
      const { columns = DEFAULT_COLUMNS } = stream;
      // not told its size; log-update would break the line after each character
      if (columns === 0) return;
      const width = Math.max(1, columns - 1);
      if (length > width) clear();
      const line = 'work' in view ? workLine(view, speed, width) : progressLine(view, speed, width);
      length = line.length;
      update(line);
    },
    clear,
  };

  function clear(): void {
    update.clear();
    // a terminal that was made narrower has broken the line into several, of which log-update knows one
    const { columns = DEFAULT_COLUMNS } = stream;
    for (let rest = length - columns; rest > 0 && columns > 0; rest -= columns) {
      stream.moveCursor?.(0, -1);
      stream.clearLine?.(0);
    }
    length = 0;
  }
}

const REDRAW_MS = 100;
/** A run that is over sooner shows nothing, rather than a flash. */
const QUIET_START_MS = 1000;
/** Of terminals that do not say. */
const DEFAULT_COLUMNS = 80;
