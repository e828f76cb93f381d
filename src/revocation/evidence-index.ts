import { directoryName } from './distribution-point.ts';
import type { CrlEvidence, Evidence } from './evidence.ts';
import type { RevocationSubject } from './revocation-subject.ts';

/**
 * Picks out of all evidence what `statusOf` has to look at: a CA that partitions its list has a hundred
 * CRLs and more, of which one is about a given certificate.
 */
export class EvidenceIndex {
  /** CRLs for all certificates of an issuer, or all of a kind. */
  readonly #whole = new Map<string, Evidence[]>();
  /** The first part of each issuer's list: where no part is the certificate's, it tells so. */
  readonly #anyPart = new Map<string, Evidence>();
  /**
   * By issuer and serial number, the newest part that lists it: a certificate that is on a part which is not
   * its own (a name that was changed) is not one of which all is known. 40 bytes and more for each.
   */
  readonly #listing = new Map<string, Map<number, CrlEvidence>>();
  /** By the names of their distribution points, and by where they came from. */
  readonly #byName = new Map<string, Evidence[]>();

  add(evidence: Evidence): void {
    const names = new Set(evidence.point === null ? [] : [evidence.point]);
    if (evidence.kind === 'crl') {
      const { issuer, scope } = evidence;
      if (scope?.names == null) push(this.#whole, issuer, evidence);
      else {
        for (const name of scope.names) names.add(name);
        if (!this.#anyPart.has(issuer)) this.#anyPart.set(issuer, evidence);
        this.#addListed(evidence);
      }
    }
    for (const name of names) push(this.#byName, name, evidence);
  }

  /** The evidence that may say something of a certificate, each piece once. */
  evidenceFor({ issuer, serial, distributionPoints }: RevocationSubject): readonly Evidence[] {
    const found = new Set(this.#whole.get(issuer));
    const names = distributionPoints.flatMap((point) => point.names);
    for (const name of [...names, directoryName(issuer)]) {
      for (const evidence of this.#byName.get(name) ?? []) found.add(evidence);
    }
    const listing = this.#listing.get(issuer)?.get(serial);
    if (listing !== undefined) found.add(listing);
    const part = this.#anyPart.get(issuer);
    if (found.size === 0 && part !== undefined) found.add(part);
    return [...found];
  }

  #addListed(crl: CrlEvidence): void {
    if (crl.matches === null || crl.matches.size === 0) return;
    const listing = this.#listing.get(crl.issuer) ?? new Map<number, CrlEvidence>();
    this.#listing.set(crl.issuer, listing);
    for (const row of crl.matches.rows) {
      const known = listing.get(row);
      if (known === undefined || crl.thisUpdate > known.thisUpdate) listing.set(row, crl);
    }
  }
}

function push(lists: Map<string, Evidence[]>, key: string, evidence: Evidence): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [evidence]);
  else list.push(evidence);
}
