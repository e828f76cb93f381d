import type { Fingerprint } from '../../fingerprint/fingerprint.ts';
import type { CertificateSource, Sink } from '../source.ts';
import type { Verdict } from './answer.ts';
import { askAll, type Host } from './ask-all.ts';

/** `CertificateSource.collect` of a host that has a URL for each certificate. */
export function collectFrom(
  host: Host,
  urlFor: (fingerprint: Fingerprint) => string,
): CertificateSource['collect'] {
  return ({ fingerprints, rows }, sink, signal) => {
    const questions = {
      count: rows.length,
      question(index: number) {
        const fingerprint = fingerprints.at(rows[index]!);
        return { url: urlFor(fingerprint), fingerprint };
      },
      answer: (index: number, verdict: Verdict) => deliver(sink, rows[index]!, verdict),
    };
    return askAll(host, questions, signal);
  };
}

function deliver(sink: Sink, row: number, verdict: Verdict): void | Promise<void> {
  switch (verdict.kind) {
    case 'hit':
      return sink.found(row, verdict.der);
    case 'absent':
      sink.notFound(row);
      return;
    case 'mismatched':
      sink.mismatched(row, verdict.reason);
      return;
    case 'busy':
    case 'transient':
    case 'unreachable':
    case 'refused':
    case 'given-up':
      sink.unavailable(row, verdict.reason);
  }
}
