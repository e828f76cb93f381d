import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HostPaces } from '../../../src/sources/http/host-paces.ts';
import { HTTP_TIMING } from '../../../src/sources/http/timing.ts';
import { TokenBucket } from '../../../src/sources/http/token-bucket.ts';
import { NEVER } from '../material.ts';

function bucketAt(clock: { ms: number }, requestsPerSecond: number, burst: number): TokenBucket {
  const bucket = new TokenBucket(() => clock.ms);
  bucket.limit({ requestsPerSecond, burst });
  return bucket;
}

describe('a token bucket', () => {
  it('lets a burst through at once, then one after the other', () => {
    const clock = { ms: 1e12 };
    const bucket = bucketAt(clock, 2, 3);
    expect([1, 2, 3, 4, 5].map(() => bucket.take())).toEqual([0, 0, 0, 500, 1000]);
    clock.ms += 1500;
    expect(bucket.take()).toBe(0);
    clock.ms += 60_000;
    expect([1, 2, 3, 4].map(() => bucket.take())).toEqual([0, 0, 0, 500]);
  });

  it('that is emptied gives the next token after one interval', () => {
    const clock = { ms: 1e12 };
    const bucket = bucketAt(clock, 1, 5);
    bucket.empty();
    expect([bucket.take(), bucket.take()]).toEqual([1000, 2000]);
  });

  it('without a limit never waits', () => {
    const bucket = bucketAt({ ms: 0 }, 0, 1);
    bucket.empty();
    expect(Array.from({ length: 100 }, () => bucket.take()).every((ms) => ms === 0)).toBe(true);
  });

  it('holds the slowest of several rates, and the smallest burst', () => {
    const bucket = bucketAt({ ms: 1e12 }, 10, 2);
    bucket.limit({ requestsPerSecond: 1, burst: 5 });
    bucket.limit({ requestsPerSecond: 0, burst: 100 });
    expect([bucket.take(), bucket.take(), bucket.take()]).toEqual([0, 0, 1000]);
  });

  it('never lets more through in any stretch of time than the burst and the rate', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 60 }),
        (rate, burst, gaps) => {
          const clock = { ms: 1e12 };
          const bucket = bucketAt(clock, rate, burst);
          const times = gaps.map((gap) => (clock.ms += gap) + bucket.take());
          for (let from = 0; from < times.length; from++) {
            for (let to = from; to < times.length; to++) {
              const allowed = burst + ((times[to]! - times[from]!) * rate) / 1000;
              expect(to - from + 1).toBeLessThanOrEqual(allowed + 1e-3);
            }
          }
        },
      ),
    );
  });
});

describe('the pace of a host', () => {
  const options = { ...HTTP_TIMING, host: 'x', firstBackOffMs: 20, maxBackOffMs: 200, burst: 1 };

  it('does not stand still because a clock is set back', async () => {
    let offset = 0;
    const now = (): number => Date.now() + offset;
    const pace = new HostPaces().of({ ...options, now, requestsPerSecond: 50 });
    await pace.turn(NEVER);
    offset = -3_600_000;
    const started = performance.now();
    for (let i = 0; i < 5; i++) await pace.turn(NEVER);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('passes the probe on when the one who had it is aborted', async () => {
    const pace = new HostPaces().of({ ...options, now: Date.now, requestsPerSecond: 0 });
    const turn = (await pace.turn(NEVER))!;
    pace.note(turn, { kind: 'busy', reason: 'busy' });
    const probe = (await pace.turn(NEVER))!;
    expect(probe.probe).toBe(true);
    const waiting = pace.turn(NEVER);
    pace.release(probe);
    expect((await waiting)!.probe).toBe(true);
  });
});
