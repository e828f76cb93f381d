import { CertImpactError } from '../errors.ts';
import { escapeTerminal } from '../report/escape.ts';
import { EXIT_BUG, EXIT_INTERRUPTED, EXIT_USAGE, type Io } from './io.ts';

/** Says on standard error what stopped the run, and returns the exit status for it. */
export function reportError(error: unknown, io: Io): number {
  if (io.signal.aborted) {
    const told = error instanceof CertImpactError && error.code === 'interrupted';
    io.stderr.write(`cert-impact: ${told ? error.message : 'interrupted before the end'}\n`);
    return EXIT_INTERRUPTED;
  }
  if (error instanceof CertImpactError && error.code !== 'accounting') {
    io.stderr.write(wordError(error));
    return EXIT_USAGE;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.stderr.write(
    `cert-impact: a bug in this program: ${escapeLines(detail)}\n` +
      'hint: please report it with the command line and, if you can, the input\n',
  );
  return EXIT_BUG;
}

/** `cert-impact: list.txt:7: what is wrong`, and the hint on a line of its own. */
function wordError({ message, file, line, hint }: CertImpactError): string {
  const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `;
  // apart: a long path must not crowd out what is wrong with it
  const text = `cert-impact: ${escapeTerminal(place)}${escapeTerminal(message)}\n`;
  return hint === undefined ? text : `${text}hint: ${escapeTerminal(hint)}\n`;
}

/** Says something that is no error, unless `--quiet`. */
export function note(text: string, io: Io, quiet: boolean): void {
  if (!quiet) io.stderr.write(`note: ${escapeTerminal(text)}\n`);
}

function escapeLines(text: string): string {
  return text.split('\n').map(escapeTerminal).join('\n');
}
