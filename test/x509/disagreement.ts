/** Compares facts with what the libraries say, and sorts what differs by its reason. */
import { type CertificateFacts, readFacts } from '../../src/x509/facts.ts';
import { type CertificateTree, certificateTree } from '../support/certificate-tree.ts';
import { type Opinion, ourOpinion } from './opinions.ts';
import { peculiarOpinion } from './peculiar-opinion.ts';
import { pkijsOpinion } from './pkijs-opinion.ts';

export type Library = '@peculiar/x509' | 'pkijs';

/** One field in which a library says something else than the facts. */
export interface Disagreement {
  readonly library: Library;
  readonly field: keyof Opinion;
  /** Where in a list; a list of another length differs as a whole, and this is -1. */
  readonly index: number;
  readonly der: Uint8Array;
  readonly facts: CertificateFacts;
  readonly ours: unknown;
  readonly theirs: unknown;
  /** By a third reader; undefined when that one gives up. */
  readonly tree: CertificateTree | undefined;
}

/** Why a library may say something else; the reason is for people, and cites the rule. */
export interface Reason {
  readonly reason: string;
  readonly libraries: readonly Library[];
  readonly fields: readonly (keyof Opinion)[];
  /** True only for disagreements that the reason accounts for in full. */
  readonly explains: (disagreement: Disagreement) => boolean;
}

const LIBRARIES: Readonly<Record<Library, (der: Uint8Array) => Opinion>> = {
  '@peculiar/x509': peculiarOpinion,
  pkijs: pkijsOpinion,
};

export class Comparison {
  /** Certificates that the library takes for certificates. */
  accepted = 0;
  refused = 0;
  /** Fields that both have read. */
  fields = 0;
  readonly unexplained: string[] = [];
  readonly #reasons: readonly Reason[];
  readonly #applied = new Map<Reason, number>();

  constructor(reasons: readonly Reason[]) {
    this.#reasons = reasons;
  }

  /** @param what how the certificate came about, for the message */
  compare(library: Library, der: Uint8Array, what = '', facts = readFacts(der)): boolean {
    let theirs: Opinion;
    try {
      theirs = LIBRARIES[library](der);
    } catch {
      this.refused++;
      return false;
    }
    this.accepted++;
    const ours = ourOpinion(facts);
    let tree: CertificateTree | undefined;
    for (const field of Object.keys(theirs) as (keyof Opinion)[]) {
      this.fields++;
      for (const { index, left, right } of differences(ours[field], theirs[field])) {
        tree ??= certificateTree(der);
        this.#sort({ library, field, index, der, facts, ours: left, theirs: right, tree }, what);
      }
    }
    return true;
  }

  #sort(disagreement: Disagreement, what: string): void {
    const { library, field, der, facts, ours, theirs } = disagreement;
    const found = this.#reasons.filter(
      ({ libraries, fields, explains }) =>
        libraries.includes(library) && fields.includes(field) && explains(disagreement),
    );
    for (const reason of found) this.#applied.set(reason, this.timesApplied(reason) + 1);
    if (found.length > 0) return;
    this.unexplained.push(
      `${library} ${field} ${facts.sha256} ${what}\n` +
        `ours   ${JSON.stringify(ours)}\ntheirs ${JSON.stringify(theirs)}\n` +
        Buffer.from(der).toString('hex'),
    );
  }

  /** Reasons for this library that none of the certificates had use for. */
  unused(library: Library): string[] {
    return this.#reasons
      .filter((reason) => reason.libraries.includes(library) && this.timesApplied(reason) === 0)
      .map(({ reason }) => reason);
  }

  timesApplied(reason: Reason): number {
    return this.#applied.get(reason) ?? 0;
  }
}

interface Difference {
  readonly index: number;
  readonly left: unknown;
  readonly right: unknown;
}

function differences(left: unknown, right: unknown): Difference[] {
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  if (same(left, right)) return [];
  if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) {
    return [{ index: -1, left, right }];
  }
  return left
    .map((value: unknown, index) => ({ index, left: value, right: right[index] as unknown }))
    .filter((pair) => !same(pair.left, pair.right));
}
