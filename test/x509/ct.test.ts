import { describe, expect, it } from 'vitest';
import { makeCa } from '../support/make-certificate.ts';
import { readFacts } from '../../src/x509/facts.ts';

describe('x', () => { it('y', async () => { const ca = await makeCa(); console.log(readFacts(await ca.issue({precertificate:true})), readFacts(await ca.issue({sctTimestamps:[1e12, 2e12]})), readFacts(ca.certificate)); }); });
