import { HostPace, type HostPaceOptions } from './host-pace.ts';
import type { Rate } from './token-bucket.ts';

/** The paces of the hosts that the sources of one run ask, so that they add up to one for each host. */
export class HostPaces {
  readonly #paces = new Map<string, HostPace>();

  /** The pace of the host; where several sources ask it, the first one's options and the slowest rate hold. */
  of(options: HostPaceOptions & Rate): HostPace {
    const { host } = options;
    let pace = this.#paces.get(host);
    if (pace === undefined) this.#paces.set(host, (pace = new HostPace(options)));
    pace.limit(options);
    return pace;
  }
}
