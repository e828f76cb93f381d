import { setImmediate } from 'node:timers/promises';
import { CertImpactError } from '../../errors.ts';
import type { EvidenceAccount } from '../../impact/impact.ts';
import { pair } from '../../impact/pairing.ts';
import type { CheckedStatuses, RevocationDeadline } from '../../impact/revocation-figures.ts';
import type { Tally } from '../../impact/tally.ts';
import type { CrlIssuers } from '../../revocation/crl-issuer.ts';
import type { CrlReference } from '../../revocation/evidence.ts';
import type { RevocationStatus } from '../../revocation/revocation-status.ts';
import { type Statement, withStatements } from '../../revocation/statement.ts';
import { StatusTable } from '../../revocation/status-table.ts';
import { statusOf } from '../../revocation/status.ts';
import type { Visit } from '../examination.ts';
import { EvidenceLog } from './evidence-log.ts';
import type { CrlTerms } from './crl-examination.ts';
import type { Statements } from './statements.ts';
import { RevocationSubjects } from './subjects.ts';

/** What an evidence source is given when all certificates are known. */
export interface Gathering {
  readonly tally: Tally;
  readonly subjects: RevocationSubjects;
  readonly terms: CrlTerms;
  readonly log: EvidenceLog;
  /** Seconds since 1970. */
  readonly asOf: number;
}

/** One `--revocation SOURCE`. */
export interface EvidenceSource {
  /** Puts CRLs into the log, and returns what is no CRL's. */
  gather(gathering: Gathering, signal: AbortSignal): Promise<Statements | undefined>;
}

export interface RevocationOptions {
  readonly sources: readonly EvidenceSource[];
  /** The certificates of CAs, once it is known of which. */
  readonly issuersOf: (subjects: RevocationSubjects, signal: AbortSignal) => Promise<CrlIssuers>;
  /** Seconds since 1970. */
  readonly asOf: number;
  /** What the clock says, in the same. */
  readonly now: number;
  readonly due?: RevocationDeadline | undefined;
}

/** What came of it. */
export interface CheckedRevocation extends CheckedStatuses {
  readonly subjects: RevocationSubjects;
  readonly evidence: readonly EvidenceAccount[];
  /** Of `CheckedStatuses`. */
  readonly asOf: number;
}

const CERTIFICATES_A_TURN = 4096;

/** Sees the certificates of a run go by, and has the status of each in the end. */
export class RevocationCheck {
  readonly #options: RevocationOptions;
  readonly #subjects = new RevocationSubjects();

  constructor(options: RevocationOptions) {
    this.#options = options;
  }

  /** To be shown every certificate of the tally, in the order of its rows. */
  readonly visit: Visit = (reader) => {
    if (reader.readable) this.#subjects.add(reader);
  };

  /**
   * Gathers the evidence, and judges by it.
   * @throws {CertImpactError} `accounting` when a certificate was not seen, which is a bug
   */
  async check(tally: Tally, signal: AbortSignal): Promise<CheckedRevocation> {
    const { asOf, due, issuersOf, now, sources } = this.#options;
    const subjects = this.#subjects;
    if (subjects.size !== tally.size) {
      throw new CertImpactError('accounting', 'not every certificate was seen for revocation');
    }
    const log = new EvidenceLog();
    const issuers = await issuersOf(subjects, signal);
    const terms: CrlTerms = { issuers, serials: subjects.serials };
    const voices: Statements[] = [];
    for (const source of sources) {
      const statements = await source.gather({ tally, subjects, terms, log, asOf }, signal);
      if (statements !== undefined) voices.push(statements);
    }
    const statuses = new StatusTable();
    const uses = new Map<CrlReference, number>();
    const { rowsOf, counted } = pairsOf(tally);
    for (let row = 0; row < tally.size; row++) {
      const subject = subjects.at(row);
      const status = withStatements(
        statusOf(subject, log.index.evidenceFor(subject), asOf, now),
        heard(voices, rowsOf(row)),
        subject,
        asOf,
      );
      statuses.set(row, status, subject.notAfter < asOf);
      const crl = counted[row] === 1 ? lastWord(status) : undefined;
      if (crl !== undefined) uses.set(crl, (uses.get(crl) ?? 0) + 1);
      if (row % CERTIFICATES_A_TURN !== 0) continue;
      await setImmediate();
      signal.throwIfAborted();
    }
    const notAfterOf = (row: number): number => subjects.notAfterOf(row);
    return { subjects, statuses, notAfterOf, due, asOf, evidence: log.accounts(uses) };
  }
}

function lastWord(status: RevocationStatus): CrlReference | undefined {
  if (status.status === 'revoked') return status.revocation.crl;
  return status.status === 'notRevoked' ? status.crl : undefined;
}

function heard(voices: readonly Statements[], rows: readonly number[]): Statement[] {
  return voices.flatMap((voice) => rows.flatMap((row) => voice.at(row) ?? []));
}

/** A voice may name a certificate by its precertificate, and the reverse: what it says is of both. */
function pairsOf(tally: Tally): {
  readonly rowsOf: (row: number) => readonly number[];
  /** 1 for each row that counts. */
  readonly counted: Uint8Array;
} {
  const all = Uint32Array.from({ length: tally.size }, (_, row) => row);
  const { counted, countedFor } = pair(tally.keys, all);
  const flags = new Uint8Array(tally.size);
  for (const row of counted) flags[row] = 1;
  const others = new Map<number, number[]>();
  let seen = 0;
  for (const row of all) {
    if (!tally.keys.isPrecertificate(row)) continue;
    const other = countedFor[seen++]!;
    if (other === row) continue;
    const rows = others.get(other) ?? [other];
    rows.push(row);
    others.set(other, rows);
    others.set(row, rows);
  }
  return { rowsOf: (row) => others.get(row) ?? [row], counted: flags };
}
