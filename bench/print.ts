/** Markdown for what was measured, and on what. */
import { cpus, loadavg, release, totalmem } from 'node:os';
import type { Spread } from './measure.ts';

export function printMachine(): void {
  const { length } = cpus();
  const load = loadavg()[0]!.toFixed(1);
  printTable(
    ['', ''],
    [
      ['machine', `${cpus()[0]!.model}, ${length} cores, ${formatBytes(totalmem())}`],
      ['kernel', `${process.platform} ${release()} ${process.arch}`],
      ['Node', `${process.version}, OpenSSL ${process.versions.openssl}`],
      ['load before', `${load} (what else ran on the ${length} cores)`],
      ['date', new Date().toISOString().slice(0, 16).replace('T', ' ') + ' UTC'],
      ['command', `npm run bench -- ${process.argv.slice(2).join(' ')}`.trimEnd()],
    ],
  );
}

export function printHeading(title: string, about: string): void {
  console.log(`\n### ${title}\n\n${about}\n`);
}

export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  console.log([head, head.map(() => '---'), ...rows].map(line).join('\n'));
}

/** `0.48 (0.44 to 0.51)`: the median, and the extremes. */
export function formatSpread({ min, median, max }: Spread, digits = 3): string {
  const [low, high] = [formatNumber(min, digits), formatNumber(max, digits)];
  return `${formatNumber(median, digits)} (${low} to ${high})`;
}

/** Three significant digits, and a comma between thousands. */
export function formatNumber(value: number, digits = 3): string {
  return value.toLocaleString('en', { maximumSignificantDigits: digits });
}

export function formatCount(value: number): string {
  return value.toLocaleString('en');
}

export function formatSeconds(seconds: number): string {
  return Number.isNaN(seconds) ? '–' : `${formatNumber(seconds)} s`;
}

export function formatMilliseconds(seconds: number): string {
  return `${Math.round(seconds * 1000)} ms`;
}

export function formatBytes(bytes: number): string {
  return Number.isNaN(bytes) ? '–' : `${formatCount(Math.round(bytes / 2 ** 20))} MiB`;
}

export function formatVerdict(met: boolean): string {
  return met ? 'met' : '**missed**';
}
