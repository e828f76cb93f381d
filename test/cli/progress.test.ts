import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Io, OutputStream } from '../../src/cli/io.ts';
import { type Progress, openProgress } from '../../src/cli/progress.ts';
import { viewOf } from './support/run-view.ts';

const SHOWN = { quiet: false, scrolling: false };

interface Terminal {
  readonly io: Io;
  /** What was written since the last look. */
  readonly written: () => string;
  columns: number;
}

/** A terminal that only keeps what is written to it. */
function terminal(env: Io['env'] = { TERM: 'xterm' }, isTTY = true): Terminal {
  const stderr = Object.assign(new PassThrough(), {
    isTTY,
    columns: 80,
    moveCursor: (_dx: number, dy: number) => stderr.write(`<move ${dy}>`),
    clearLine: () => stderr.write('<clear>'),
  });
  const io = { env, now: Date.now, stderr: stderr as OutputStream } as Io;
  return {
    io,
    written: () => String(stderr.read() ?? ''),
    set columns(columns: number) {
      stderr.columns = columns;
    },
  };
}

/** The text without what moves the cursor and erases. */
function textOf(written: string): string {
  // eslint-disable-next-line no-control-regex -- escape sequences are what is looked for
  return written.replaceAll(/\x1b\[[?\d;]*[A-Za-z]/g, '');
}

async function pass(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
  // the library is loaded in real time
  await import('log-update');
  await vi.advanceTimersByTimeAsync(0);
}

describe('the progress of a run', () => {
  const opened: Progress[] = [];
  const open = (...args: Parameters<typeof openProgress>): Progress => {
    opened.push(openProgress(...args));
    return opened.at(-1)!;
  };

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
  });

  afterEach(() => {
    for (const progress of opened.splice(0)) progress.end();
    vi.useRealTimers();
  });

  it('is one line, redrawn in place, with the cursor as it was', async () => {
    const { io, written } = terminal();
    const view = viewOf({ phase: 'obtaining', listed: 200, examined: 10 });
    open(io, SHOWN).watch(view);
    await pass(1100);
    expect(textOf(written())).toBe('10 of 200 certificates (5%)\n');
    view.examined = 12;
    await pass(100);
    const redrawn = written();
    expect(textOf(redrawn).trimEnd()).toBe('12 of 200 certificates (6%)');
    // one line up, and nothing that hides the cursor
    expect(redrawn).toContain('\x1b[1A');
    expect(redrawn).not.toContain('\x1b[?25');
  });

  it('is not shown for a run that is over within a second', async () => {
    const { io, written } = terminal();
    const progress = open(io, SHOWN);
    progress.watch(viewOf({ phase: 'obtaining', listed: 200 }));
    await pass(900);
    progress.end();
    await pass(5000);
    expect(written()).toBe('');
  });

  it('writes nothing when nothing has changed', async () => {
    const { io, written } = terminal();
    open(io, SHOWN).watch(viewOf({ phase: 'pairing' }));
    await pass(1100);
    expect(written()).not.toBe('');
    await pass(5000);
    expect(written()).toBe('');
  });

  it('is written at most ten times a second', async () => {
    const { io } = terminal();
    const view = viewOf({ phase: 'obtaining', listed: 1e6, examined: 0 });
    open(io, SHOWN).watch(view);
    await pass(1100);
    const write = vi.spyOn(io.stderr, 'write');
    for (let i = 0; i < 1000; i++) {
      view.examined = i;
      await vi.advanceTimersByTimeAsync(1);
    }
    expect(write.mock.calls.length).toBeGreaterThan(5);
    expect(write.mock.calls.length).toBeLessThan(12);
  });

  it('gives way to what else is written, and comes back below it', async () => {
    const { io, written } = terminal();
    const progress = open(io, SHOWN);
    progress.watch(viewOf({ phase: 'pairing' }));
    await pass(1100);
    written();
    progress.clear();
    io.stderr.write('note: something\n');
    await pass(100);
    expect(textOf(written()).split('\n').slice(0, 2)).toEqual([
      'note: something',
      'comparing precertificates with certificates',
    ]);
  });

  it('is gone at the end, and nothing comes after it', async () => {
    const { io, written } = terminal();
    const progress = open(io, SHOWN);
    progress.watch(viewOf({ phase: 'pairing' }));
    await pass(1100);
    written();
    progress.end();
    expect(textOf(written())).toBe('');
    progress.end();
    progress.refresh();
    await pass(5000);
    expect(written()).toBe('');
  });

  it('fits a terminal that is made narrower, and takes away all rows that it then had', async () => {
    const screen = terminal();
    open(screen.io, SHOWN).watch(viewOf({ phase: 'pairing' }));
    await pass(1100);
    expect(textOf(screen.written()).trimEnd()).toHaveLength(43);
    screen.columns = 20;
    await pass(100);
    const redrawn = screen.written();
    expect(redrawn.match(/<move -1><clear>/g)).toHaveLength(2);
    const [line] = textOf(redrawn.replaceAll(/<.*?>/g, '')).trim().split('\n');
    expect(line!.length).toBeLessThan(20);
  });

  it('is not drawn as long as the terminal says it has no columns', async () => {
    const screen = terminal();
    const progress = open(screen.io, SHOWN);
    progress.watch(viewOf({ phase: 'pairing' }));
    await pass(1100);
    screen.written();
    screen.columns = 0;
    await pass(1000);
    progress.end();
    expect(textOf(screen.written()).replaceAll('<clear>', '')).not.toMatch(/\S/);
    screen.columns = 80;
  });

  it.each([
    ['the stream is no terminal', terminal({ TERM: 'xterm' }, false), SHOWN],
    ['--quiet asks for none', terminal(), { ...SHOWN, quiet: true }],
    ['results come to the same terminal meanwhile', terminal(), { ...SHOWN, scrolling: true }],
    ['the terminal cannot move its cursor', terminal({ TERM: 'dumb' }), SHOWN],
    ['a machine watches', terminal({ TERM: 'xterm', CI: 'true' }), SHOWN],
  ])('is not shown when %s', async (_, { io, written }, options) => {
    open(io, options).watch(viewOf({ phase: 'pairing' }));
    await pass(5000);
    expect(written()).toBe('');
  });
});
