import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/sources/sql/fault.ts';
import { Health } from '../../../src/sources/sql/health.ts';
import { SQL_TIMING } from '../../../src/sources/sql/timing.ts';
import { NEVER } from './material.ts';

const LOST = new Fault('lost', 'connection cut');

describe('the pauses of a database that fails', () => {
  const timing = { ...SQL_TIMING, firstPauseMs: 60 };

  it('are waited out, those that begin meanwhile too', async () => {
    const health = new Health({ name: 'x', timing });
    health.failed(0, LOST, true);
    const early = health.turn(0, NEVER);
    await pause(30);
    const late = health.turn(0, NEVER);
    // the one that wakes first fails before the other wakes
    await early;
    const started = performance.now();
    health.failed(1, LOST, true);
    expect(await late).toBe(2);
    expect(performance.now() - started).toBeGreaterThan(100);
  });

  it('are left at once when aborted', async () => {
    const health = new Health({ name: 'x', timing: { ...timing, firstPauseMs: 60_000 } });
    health.failed(0, LOST, true);
    expect(await health.turn(0, AbortSignal.timeout(20))).toBe(1);
  });
});
