import { describe, expect, it } from 'vitest';
import { EvidenceIndex } from '../../src/revocation/evidence-index.ts';
import { examineCrl, unavailableCrl } from '../../src/revocation/evidence.ts';
import { SerialSet } from '../../src/revocation/serial-set.ts';
import { statusOf } from '../../src/revocation/status.ts';
import { issuingDistributionPoint, makeCrlCa, uri } from '../support/make-crl.ts';
import { AS_OF, NOW, inShort, issuersOf, subjectOf } from './checked.ts';
import { REVOKED, SCENARIOS } from './scenarios.ts';

const PARTS = 100;
const url = (part: number): string => `http://crl.example.org/${part}.crl`;

describe('the index of evidence', () => {
  it('picks the one part of a list that is about a certificate', () => {
    const ca = makeCrlCa();
    const serials = new SerialSet();
    const subject = subjectOf(ca.issue({ crls: [url(42)] }), serials);
    const stranger = subjectOf(ca.issue({ crls: ['http://elsewhere.example/'] }), serials);
    const issuers = issuersOf([ca.certificate]);
    const index = new EvidenceIndex();
    for (let part = 0; part < PARTS; part++) {
      const extensions = [issuingDistributionPoint({ names: [uri(url(part))] })];
      const crl = ca.crl({ extensions, entries: part === 42 ? [REVOKED] : [] });
      index.add(examineCrl(crl, { kind: 'url', name: url(part) }, issuers, serials));
    }
    const evidence = index.evidenceFor(subject);
    expect(evidence.map(({ crl }) => crl.source.name)).toEqual([url(42)]);
    expect(inShort(statusOf(subject, evidence, AS_OF, NOW))).toBe('revoked');
    const other = statusOf(stranger, index.evidenceFor(stranger), AS_OF, NOW);
    expect(inShort(other)).toBe('unknown not-in-scope');
  });

  it('picks what could not be had from where the certificate points', () => {
    const subject = subjectOf(makeCrlCa().issue({ crls: [url(1)] }));
    const index = new EvidenceIndex();
    for (const part of [0, 1, 2]) index.add(unavailableCrl({ kind: 'url', name: url(part) }));
    const status = statusOf(subject, index.evidenceFor(subject), AS_OF, NOW);
    expect(status).toMatchObject({ why: 'unavailable', crl: { source: { name: url(1) } } });
  });

  it.each(SCENARIOS)('leaves the status as it is with all: $name', (scenario) => {
    const ca = makeCrlCa(scenario.ca);
    const serials = new SerialSet();
    const subject = subjectOf(ca.issue(scenario.leaf), serials);
    const issuers = issuersOf([ca.certificate]);
    const index = new EvidenceIndex();
    const crls = typeof scenario.crls === 'function' ? scenario.crls(ca) : scenario.crls;
    const all = crls.map((crl) =>
      examineCrl(ca.crl(crl), { kind: 'file', name: 'test.crl' }, issuers, serials),
    );
    for (const evidence of all) index.add(evidence);
    expect(statusOf(subject, index.evidenceFor(subject), AS_OF, NOW)).toEqual(
      statusOf(subject, all, AS_OF, NOW),
    );
  });
});
