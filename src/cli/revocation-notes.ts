import type { Impact } from '../pipeline/make-impact.ts';
import { formatCount } from '../pipeline/run-view.ts';
import type { Io } from './io.ts';
import { note } from './messages.ts';

/** How much evidence that was not to be had is named on standard error; the JSON names more. */
const MAX_NAMED = 20;

/** Names the evidence that could not be used, and says of how many certificates the status is open. */
export function noteRevocation({ revocation }: Impact, io: Io, quiet: boolean): void {
  if (revocation === undefined) return;
  const { evidence = [], statuses } = revocation;
  const bad = evidence.filter(
    ({ state, reason }) => reason !== null || (state !== 'verified' && state !== 'stated'),
  );
  for (const { name, state, reason } of bad.slice(0, MAX_NAMED)) {
    const what = state === 'verified' || state === 'stated' ? '' : (STATE_WORDS[state] ?? state);
    const why = [what, reason ?? ''].filter((part) => part !== '').join(': ');
    note(`${name}: ${why}`, io, quiet);
  }
  if (bad.length > MAX_NAMED) {
    note(
      `… and ${formatCount(bad.length - MAX_NAMED)} more CRLs that could not be used`,
      io,
      quiet,
    );
  }
  if (statuses.unknown === 0) return;
  const which =
    statuses.unknown === 1
      ? '1 certificate it is not known whether it is revoked'
      : `${formatCount(statuses.unknown)} certificates it is not known whether they are revoked`;
  note(`of ${which}`, io, quiet);
}

const STATE_WORDS: Readonly<Partial<Record<string, string>>> = {
  unavailable: 'not obtained',
  unreadable: 'no CRL',
  'bad-signature': 'its signature is wrong',
  'not-a-ca': 'its issuer is no CA',
  'no-crl-sign': 'its issuer may not sign CRLs',
  'unsupported-signature': 'its signature cannot be checked',
  'no-issuer': 'no certificate of its issuer is known: --issuers, --ccadb',
};
