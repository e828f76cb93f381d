import { CertImpactError } from '../errors.ts';
import type { ReportClaims } from '../incident/claim.ts';
import { readClaims } from '../incident/read-claims.ts';
import { decodeReport } from '../incident/text/decode.ts';
import type { Input } from './input.ts';

/** What a report claims, and the report's name. */
export interface NamedClaims extends ReportClaims {
  readonly file: string;
}

/** Bugzilla takes 65,535 characters in a comment; nothing that a person has written comes near this. */
export const MAX_REPORT_BYTES = 16 * 1024 * 1024;

/**
 * Reads a report and what it claims.
 * @throws {CertImpactError} `file-not-found`, `file-unreadable`, `file-empty`, `limit-exceeded`
 */
export async function readReportClaims(input: Input): Promise<NamedClaims> {
  const bytes = await readWhole(input);
  if (bytes.length === 0) {
    throw new CertImpactError('file-empty', 'the file is empty', {
      file: input.name,
      hint: 'a report is Markdown or plain text, as it was posted',
    });
  }
  return { file: input.name, ...readClaims(decodeReport(bytes)) };
}

async function readWhole(input: Input): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of input.open()) {
      length += chunk.length;
      if (length > MAX_REPORT_BYTES) throw tooLong(input.name);
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof CertImpactError) throw cause;
    throw unreadable(input.name, cause);
  }
  return Buffer.concat(chunks);
}

function tooLong(file: string): CertImpactError {
  return new CertImpactError('limit-exceeded', 'the file is longer than any report', {
    file,
    hint: `a report has at most ${String(MAX_REPORT_BYTES / 1024 / 1024)} MiB; give the report, not its appendix`,
  });
}

function unreadable(file: string, cause: unknown): CertImpactError {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new CertImpactError('file-not-found', 'there is no such file', {
      file,
      hint: 'check the path; "-" stands for standard input',
      cause,
    });
  }
  const reason = code === 'EISDIR' ? 'a folder is no report' : 'the file cannot be read';
  return new CertImpactError('file-unreadable', reason, {
    file,
    hint: code === 'EISDIR' ? 'name the file of the report' : 'check its permissions',
    cause,
  });
}
