import { CertImpactError } from '../errors.ts';
import { type Input, fileInput } from '../pipeline/input.ts';
import type { Io } from './io.ts';

/**
 * The inputs that a command line names; `-` is standard input.
 * @throws {CertImpactError} `bad-option` when standard input is named twice
 */
export function openInputs(names: readonly string[], io: Io): Input[] {
  if (names.filter((name) => name === '-').length > 1) {
    throw new CertImpactError('bad-option', 'standard input can be read but once', {
      hint: 'save it to a file and name that',
    });
  }
  return names.map((name) =>
    name === '-' ? { name: 'standard input', open: () => io.stdin } : fileInput(name),
  );
}
