import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The repository: this file runs as `dist/bench/bench/paths.js`. */
const ROOT = new URL('../../../', import.meta.url);

export function inRepository(path: string): string {
  return fileURLToPath(new URL(path, ROOT));
}

/** A file of the material beside the checkout; `undefined` on machines that do not have it. */
export function shared(name: string): string | undefined {
  const path = inRepository(`../shared/${name}`);
  return existsSync(path) ? path : undefined;
}

export const PROGRAM = [process.execPath, inRepository('dist/bin/cert-impact.js')] as const;
