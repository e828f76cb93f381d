import type { EvidenceAccount } from '../../impact/impact.ts';
import type { CrlReference, Evidence } from '../../revocation/evidence.ts';
import { EvidenceIndex } from '../../revocation/evidence-index.ts';
import { WHY_NOT_VERIFIED } from '../../revocation/status.ts';

type Logged = Omit<EvidenceAccount, 'certificates'> & { readonly crl: CrlReference };

/** All evidence of a run, to be looked at and to be accounted for. */
export class EvidenceLog {
  readonly index: EvidenceIndex = new EvidenceIndex();
  readonly #logged: Logged[] = [];

  get size(): number {
    return this.#logged.length;
  }

  /** @param reason why it was not obtained or is not fresh, for people; `null` where all is well */
  add(evidence: Evidence, reason: string | null): void {
    this.index.add(evidence);
    this.#log(evidence.crl, stateOf(evidence), reason);
  }

  /** Somebody whose word is heard, or who could not be asked. */
  addVoice(crl: CrlReference, state: 'stated' | 'unavailable', reason: string | null): void {
    this.#log(crl, state, reason);
  }

  /**
   * @param uses on how many certificates' status a CRL or voice is the last word
   */
  accounts(uses: ReadonlyMap<CrlReference, number>): EvidenceAccount[] {
    return this.#logged
      .map(({ crl, ...account }) => ({ ...account, certificates: uses.get(crl) ?? 0 }))
      .sort((a, b) => b.certificates - a.certificates || (a.name < b.name ? -1 : 1));
  }

  #log(crl: CrlReference, state: EvidenceAccount['state'], reason: string | null): void {
    const { source, issuer, thisUpdate, nextUpdate, number } = crl;
    this.#logged.push({ crl, ...source, state, issuer, thisUpdate, nextUpdate, number, reason });
  }
}

function stateOf(evidence: Evidence): EvidenceAccount['state'] {
  if (evidence.kind !== 'crl') return evidence.kind;
  const { signature } = evidence;
  return signature.state === 'verified' ? 'verified' : WHY_NOT_VERIFIED[signature.state];
}
