import type { Argv } from 'yargs';
import { CertImpactError } from '../errors.ts';
import type { RevocationChoice } from '../pipeline/revocation/open.ts';
import { parseTime } from './options.ts';

/** Options of the commands that look at revocation. */
export interface RevocationOptions {
  readonly revocation: readonly string[] | undefined;
  readonly issuers: readonly string[] | undefined;
  readonly ccadb: string | undefined;
  readonly allowPrivate: boolean;
  /** Declared by `withDeadline`. */
  readonly discovered?: string | undefined;
  readonly deadline?: Deadline | undefined;
}

/** Of BR §4.9.1.1: 24 hours or 5 days; 7 days for CA certificates (§4.9.1.2). */
const DEADLINES = { '24h': 24, '5d': 5 * 24, '7d': 7 * 24 } as const;

const HOUR = 3600;

export type Deadline = keyof typeof DEADLINES;

/** Declares `--revocation` and what belongs to it. */
export function withRevocationOptions<T>(argv: Argv<T>): Argv<
  T & {
    revocation: string[] | undefined;
    issuers: string[] | undefined;
    ccadb: string | undefined;
    'allow-private': boolean;
  }
> {
  return argv
    .option('revocation', {
      type: 'string',
      array: true,
      nargs: 1,
      requiresArg: true,
      describe:
        'What says which certificates are revoked; repeat it. crl fetches the CRLs that the ' +
        'certificates name; a file or folder of CRLs; crt.sh:sql; a postgres:// URL; a CSV of the CA  ' +
        '[default: nothing is checked]',
    })
    .option('issuers', {
      type: 'string',
      array: true,
      nargs: 1,
      requiresArg: true,
      describe:
        'Certificates of CAs with which CRLs are checked, beside those in the store: a file or a ' +
        'folder; repeat it',
    })
    .option('ccadb', {
      type: 'string',
      requiresArg: true,
      describe:
        'The same from a report of CCADB (AllCertificatePEMsCSVFormat): its file, or fetch to get it',
    })
    .option('allow-private', {
      type: 'boolean',
      default: false,
      describe: 'Fetch CRLs from private, loopback and other special addresses, too',
    });
}

/** Declares `--discovered` and `--deadline`. */
export function withDeadline<T>(
  argv: Argv<T>,
): Argv<T & { discovered: string | undefined; deadline: Deadline | undefined }> {
  return argv
    .option('discovered', {
      type: 'string',
      requiresArg: true,
      describe:
        'When the CA became aware, such as 2026-03-18T09:30Z: revocation is due from then on',
    })
    .option('deadline', {
      type: 'string',
      requiresArg: true,
      choices: Object.keys(DEADLINES) as Deadline[],
      describe: 'Within which time the certificates were to be revoked (BR 4.9.1)',
    });
}

/**
 * What the options ask for; `undefined` where revocation is not to be looked at.
 * @param asOf seconds since 1970
 * @throws {CertImpactError} `bad-option` for those that make no sense without others
 */
export function chooseRevocation(
  options: Partial<RevocationOptions>,
  asOf: number,
  note: (text: string) => void,
): RevocationChoice | undefined {
  const { revocation, issuers = [], ccadb, allowPrivate = false, discovered, deadline } = options;
  if ((discovered === undefined) !== (deadline === undefined)) {
    throw new CertImpactError('bad-option', '--discovered and --deadline go together', {
      hint: 'such as --discovered 2026-03-18T09:30Z --deadline 5d',
    });
  }
  if (revocation === undefined) {
    const [lonely] = Object.entries({
      issuers: issuers.length > 0,
      ccadb: ccadb !== undefined,
      'allow-private': allowPrivate,
      discovered: discovered !== undefined,
    }).find(([, isGiven]) => isGiven) ?? [undefined];
    if (lonely === undefined) return undefined;
    throw new CertImpactError('bad-option', `--${lonely} is of no use without --revocation`, {
      hint: 'such as --revocation crl',
    });
  }
  const due =
    discovered === undefined || deadline === undefined
      ? undefined
      : dueBy(parseTime(discovered, 'discovered', asOf), deadline, asOf);
  return { sources: revocation, issuers, ccadb, allowPrivate, asOf, due, note };
}

function dueBy(discovered: number, deadline: Deadline, asOf: number): RevocationChoice['due'] {
  if (discovered > asOf) {
    throw new CertImpactError('bad-option', '--discovered is later than what is measured', {
      hint: 'give the time when the CA became aware, in UTC, or a later --as-of',
    });
  }
  return { discovered, deadline: discovered + DEADLINES[deadline] * HOUR };
}
