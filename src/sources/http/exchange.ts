/** One request and its whole answer, straight from undici's parser: half the work of a stream for each. */
import type { Dispatcher } from 'undici';
import { type Abortable, Abortables } from './abortables.ts';

/** Unless told otherwise. A certificate as PEM is rarely above 10 KiB; stops bodies that never end. */
export const MAX_BODY_BYTES = 1 << 20;

export interface Exchange {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  /** Whether the body was cut at the limit. */
  readonly tooLarge: boolean;
}

export interface Patience {
  readonly signal: AbortSignal;
  /** Of the whole exchange. */
  readonly timeoutMs: number;
  /** Of the body; what is beyond is not read. */
  readonly maxBytes: number;
}

/**
 * Rejects at once when `signal` is aborted, with its reason, whatever the connection is doing, and with
 * the code `ETIMEDOUT` when time is up.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  patience: Patience,
): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    dispatcher.dispatch(request, new Collector(resolve, reject, patience));
  });
}

class Collector implements Dispatcher.DispatchHandler, Abortable {
  readonly #resolve: (exchange: Exchange) => void;
  readonly #reject: (error: unknown) => void;
  readonly #underWay: Abortables;
  readonly #maxBytes: number;
  place = 0;
  readonly #timer: NodeJS.Timeout;
  #controller: Dispatcher.DispatchController | undefined;
  /** Why it ended before its time. */
  #error: Error | undefined;
  #status = 0;
  #headers: Exchange['headers'] = {};
  #parts: Buffer[] = [];
  #length = 0;

  constructor(
    resolve: (exchange: Exchange) => void,
    reject: (error: unknown) => void,
    { signal, timeoutMs, maxBytes }: Patience,
  ) {
    this.#resolve = resolve;
    this.#reject = reject;
    this.#maxBytes = maxBytes;
    this.#underWay = Abortables.of(signal);
    this.#underWay.add(this);
    this.#timer = setTimeout(timeOut, timeoutMs, this);
  }

  stop(error: Error): void {
    this.#error = error;
    this.#end();
    this.#reject(error);
    this.#controller?.abort(error);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // while there was no connection yet
    if (this.#error) controller.abort(this.#error);
  }

  /** Called again where an informational answer (1xx) comes first. */
  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Exchange['headers'],
  ): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#length += chunk.length;
    this.#parts.push(chunk);
    if (this.#length <= this.#maxBytes) return;
    this.#finish();
    controller.abort(new Error('too much'));
  }

  onResponseEnd(): void {
    this.#finish();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#end();
    this.#reject(error);
  }

  #finish(): void {
    this.#end();
    const tooLarge = this.#length > this.#maxBytes;
    const whole = this.#parts.length === 1 ? this.#parts[0]! : Buffer.concat(this.#parts);
    const body = tooLarge ? whole.subarray(0, this.#maxBytes) : whole;
    this.#resolve({ status: this.#status, headers: this.#headers, body, tooLarge });
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#underWay.delete(this);
  }
}

function timeOut(collector: Collector): void {
  collector.stop(Object.assign(new Error('time is up'), { code: 'ETIMEDOUT' }));
}
