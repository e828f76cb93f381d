import { readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utils, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../src/fingerprint/fingerprint.ts';
import { attachedHashes } from '../../src/impact/impact.ts';
import { fileInput } from '../../src/pipeline/input.ts';
import { verifyLists } from '../../src/pipeline/verify/verify-lists.ts';
import { makeImpact } from '../../src/pipeline/make-impact.ts';
import { openLocalSource } from '../../src/sources/local.ts';
import { MAX_FINDINGS_PER_CODE } from '../../src/verify/finding.ts';
import { readFacts } from '../../src/x509/facts.ts';
import { pem, temporaryFolder } from '../sources/material.ts';
import { extendedKeyUsage, rawCertificate } from '../support/raw-certificate.ts';
import { makeCa } from '../support/make-certificate.ts';
import { hasShared, readPem, sharedPath } from '../support/shared.ts';
import { transformedTbs } from '../support/transformed-tbs.ts';
import {
  HEADER,
  codesOf,
  csv,
  findingsOf,
  linksOf,
  rowOf,
  tableOf,
  verify,
  crtShKnowing,
} from '../verify/support.ts';

const SCTS = { sctTimestamps: [Date.UTC(2025, 2, 1)] };
const PRE = { precertificate: true };
const ca = await makeCa();
const final = await ca.issue(SCTS);
const pre = await ca.issue(PRE);
const other = await ca.issue({ serial: '7b02', ...SCTS });
const days = await Promise.all(
  ['02', '03', '04', '17'].map((day, at) =>
    ca.issue({ serial: `7e0${at}`, notBefore: new Date(`2025-03-${day}T10:00:00Z`), ...SCTS }),
  ),
);
const wrong = rowOf(final, pre, { subject: 'CN=example.com' });

describe('a row with a precertificate and its certificate', () => {
  it.each([
    ['the precertificate first', [pre, final]],
    ['the certificate first', [final, pre]],
  ])('has one finding for one wrong cell, %s', async (_, certificates) => {
    const findings = await findingsOf({ files: { 'a.csv': tableOf(wrong) }, certificates });
    expect(findings.map(({ code, line, expected }) => [code, line, expected])).toEqual([
      ['subject-differs', 2, 'CN=example.org'],
    ]);
  });

  it('is checked by the precertificate where the certificate cannot be had', async () => {
    const findings = await findingsOf({ files: { 'a.csv': tableOf(wrong) }, certificates: [pre] });
    expect(codesOf(findings)).toEqual(['not-found', 'subject-differs']);
  });

  it('is checked by itself where neither can be had', async () => {
    const row = rowOf(final, pre, { isRevoked: 'No', revocationReason: 'because' });
    const findings = await findingsOf({ files: { 'a.csv': tableOf(row) }, certificates: [other] });
    expect(codesOf(findings)).toEqual([
      'not-found',
      'revocation-reason-unknown',
      'revocation-status-not-permitted',
    ]);
  });

  it('believes the certificate, where the precertificate says otherwise', async () => {
    const slipped = await ca.issue({ ...PRE, subject: 'CN=example.com' });
    const findings = await findingsOf({
      files: { 'a.csv': tableOf(rowOf(final, slipped)) },
      certificates: [slipped, final],
    });
    expect(codesOf(findings)).toEqual(['pair-differs', 'shared-serial']);
  });
});

describe('several lists', () => {
  it('are sorted as given, and by line', async () => {
    const files = {
      'z.csv': tableOf(rowOf(final), wrong),
      'a.csv': tableOf(rowOf(other, undefined, { serial: '00' })),
    };
    const findings = await findingsOf({ files, certificates: [pre, final, other] });
    expect(findings.map(({ file, line, code }) => `${file}:${String(line)} ${code}`)).toEqual([
      'z.csv:3 subject-differs',
      'z.csv:3 duplicate',
      'a.csv:2 serial-differs',
    ]);
  });

  it('are checked where the certificates themselves come before the table', async () => {
    const findings = await findingsOf({
      files: { 'all.pem': pem(pre) + pem(final), 'a.csv': tableOf(wrong) },
    });
    expect(codesOf(findings)).toEqual(['in-several-lists', 'subject-differs']);
  });

  it('name the place of the first of two, whatever the form', async () => {
    const files = {
      'a.csv': tableOf(rowOf(other), rowOf(final)),
      'b.txt': `# more\n${linksOf(final)}`,
    };
    const findings = await findingsOf({ files, certificates: [final, other] });
    expect(codesOf(findings)).not.toContain('duplicate');
    expect(findings.find(({ code }) => code === 'in-several-lists')).toMatchObject({
      file: 'b.txt',
      line: 2,
      message: 'another list has this, too, at a.csv:3',
      actual: fingerprintOf(final),
    });
  });
});

describe('a row that names several certificates', () => {
  const hashes = [fingerprintOf(final), fingerprintOf(other), fingerprintOf(days[0]!)].join(' ');
  const certificates = [final, other, days[0]!];

  it.each([final, other, days[0]!])('is about any one of them (%#)', async (der) => {
    const row = rowOf(der, undefined, { certificateHash: hashes });
    const findings = await findingsOf({ files: { 'a.csv': tableOf(row) }, certificates });
    expect(codesOf(findings)).toEqual(['several-certificates-in-row']);
  });

  it('may list the values of all in a cell', async () => {
    const serial = certificates.map((der) => readFacts(der).serial).join(' ');
    const notBefore = certificates.map((der) => readFacts(der).notBefore).join('; ');
    const row = rowOf(final, undefined, { certificateHash: hashes, serial, notBefore });
    const findings = await findingsOf({ files: { 'a.csv': tableOf(row) }, certificates });
    expect(codesOf(findings)).toEqual(['several-certificates-in-row']);
  });

  it('has the findings of the one that it fits best', async () => {
    const row = rowOf(other, undefined, { certificateHash: hashes, subject: 'CN=wrong.example' });
    const findings = await findingsOf({ files: { 'a.csv': tableOf(row) }, certificates });
    expect(codesOf(findings)).toEqual(['several-certificates-in-row', 'subject-differs']);
  });

  it('is right with the precertificates of all beside them', async () => {
    const otherPre = await ca.issue({ serial: '7b02', ...PRE });
    const row = rowOf(other, undefined, {
      precertificateHash: `${fingerprintOf(pre)} ${fingerprintOf(otherPre)}`,
      certificateHash: `${fingerprintOf(final)} ${fingerprintOf(other)}`,
    });
    for (const from of [
      [pre, otherPre, final, other],
      [final, other, otherPre, pre],
    ]) {
      const findings = await findingsOf({ files: { 'a.csv': tableOf(row) }, certificates: from });
      expect(codesOf(findings)).toEqual(['several-certificates-in-row']);
    }
  });
});

describe('a table', () => {
  it('that names a certificate by hash and link in one cell names it once', async () => {
    const hash = fingerprintOf(final);
    const cell = `https://crt.sh/?sha256=${hash} ${hash}`;
    const formula = `=HYPERLINK("https://crt.sh/?sha256=${hash}","${hash}")`;
    for (const certificateHash of [cell, formula]) {
      const row = rowOf(final, undefined, { certificateHash });
      const { run, findings } = await verify({
        files: { 'a.csv': tableOf(row) },
        certificates: [final],
      });
      expect(codesOf(findings.findings)).toEqual([]);
      expect(run.ledger.groups.map(({ rows }) => [...rows].length)).toEqual([1]);
    }
  });

  it.each(['N/A (no precertificate)', 'not logged', 'none issued'])(
    'may have "%s" in place of a hash, and not "not found"',
    async (precertificateHash) => {
      const listing = (cell: string) => ({
        files: { 'a.csv': tableOf(rowOf(final, undefined, { precertificateHash: cell })) },
        certificates: [final],
      });
      expect(await findingsOf(listing(precertificateHash))).toEqual([]);
      expect(codesOf(await findingsOf(listing('not found')))).toEqual(['not-hex']);
    },
  );

  it('that has the dNSNames n/a and redacted as their certificate has them is right', async () => {
    for (const name of ['n/a', 'redacted']) {
      const der = await ca.issue({ dnsNames: [name], ...SCTS });
      const right = await findingsOf({
        files: { 'a.csv': tableOf(rowOf(der)) },
        certificates: [der],
      });
      expect(codesOf(right)).toEqual([]);
      const row = rowOf(der, undefined, { dnsNames: '-' });
      const [empty] = await findingsOf({ files: { 'a.csv': tableOf(row) }, certificates: [der] });
      expect(empty).toMatchObject({ code: 'cell-empty', expected: name, actual: '-' });
    }
  });

  it('shows what must stand in cells that are empty, rounded, or of another pair', async () => {
    const empty = rowOf(final, undefined, { serial: '3.15E+4', notBefore: '', notAfter: 'N/A' });
    const first = await findingsOf({ files: { 'a.csv': tableOf(empty) }, certificates: [final] });
    expect(first.find(({ code }) => code === 'cell-empty')?.expected).toMatch(
      /^Not before: 2025-.*Z; Not after: 2025-.*Z$/,
    );
    expect(first.find(({ code }) => code === 'mangled-number')?.expected).toBe('7b01');
    const pair = rowOf(other, pre);
    const second = await findingsOf({
      files: { 'a.csv': tableOf(pair) },
      certificates: [pre, other],
    });
    expect(second.find(({ code }) => code === 'pair-differs')?.expected).toContain(
      fingerprintOf(other),
    );
  });

  it('without a header, and a list that is none, have line 1', async () => {
    const bare = await findingsOf({
      files: { 'a.csv': csv([rowOf(final)]) },
      certificates: [final],
    });
    expect(bare.find(({ code }) => code === 'header-missing')?.line).toBe(1);
    const list = await findingsOf({ files: { 'a.txt': linksOf(final) }, certificates: [final] });
    expect(list.find(({ code }) => code === 'not-csv')?.line).toBe(1);
  });

  it('may plan to revoke, before it is valid, what is dated ahead', async () => {
    const row = (isRevoked: string) =>
      rowOf(final, undefined, { isRevoked, revocationDate: '2025-02-20', revocationReason: 'N/A' });
    const codes = async (isRevoked: string, asOf: string) =>
      codesOf(
        await findingsOf({
          files: { 'a.csv': tableOf(row(isRevoked)) },
          certificates: [final],
          asOf,
        }),
      );
    expect(await codes('Planned', '2025-02-19T00:00:00Z')).toEqual([]);
    expect(await codes('Yes', '2025-02-25T00:00:00Z')).toEqual(['revocation-before-not-before']);
    expect(await codes('Planned', '2025-03-02T00:00:00Z')).toEqual([
      'revocation-before-not-before',
    ]);
  });

  it('that names one hash twice in a row says so, found or not', async () => {
    const row = rowOf(final, final);
    const found = await findingsOf({ files: { 'a.csv': tableOf(row) }, certificates: [final] });
    expect(codesOf(found)).toEqual(['certificate-in-precertificate-column']);
    const lost = await findingsOf({ files: { 'a.csv': tableOf(row) }, certificates: [other] });
    expect(codesOf(lost)).toEqual(['duplicate', 'not-found']);
  });

  it('that names one hash twice in a cell says so, found or not', async () => {
    const hash = fingerprintOf(final);
    const row = rowOf(final, undefined, { certificateHash: `${hash}, ${hash.toUpperCase()}` });
    const found = await findingsOf({ files: { 'a.csv': tableOf(row) }, certificates: [final] });
    expect(codesOf(found)).toEqual(['duplicate']);
    const lost = await findingsOf({ files: { 'a.csv': tableOf(row) }, certificates: [other] });
    expect(codesOf(lost)).toEqual(['duplicate', 'not-found']);
    const list = { 'a.csv': `Name,Hashes\nx,"${hash} ${hash}"\n` };
    expect(codesOf(await findingsOf({ files: list, certificates: [final] }))).toContain(
      'duplicate',
    );
  });

  it('that has several hashes in one cell lists them, and pairs nothing', async () => {
    const otherPre = await ca.issue({ serial: '7b02', ...PRE });
    const hashes = [fingerprintOf(otherPre), fingerprintOf(final)].join(' ');
    const files = { 'table.csv': `Group,Hashes\n1,${hashes}\n` };
    const findings = await findingsOf({ files, certificates: [otherPre, final] });
    expect(codesOf(findings)).not.toContain('pair-differs');
  });

  it('of S/MIME certificates may withhold all but serial number and hash', async () => {
    const cells = {
      subject: 'REDACTED',
      issuer: 'REDACTED',
      notBefore: '',
      notAfter: '',
      dnsNames: 'N/A',
    };
    const tls = await findingsOf({
      files: { 'a.csv': tableOf(rowOf(final, pre, cells)) },
      certificates: [final, pre],
    });
    expect(tls.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'cell-empty: nothing stands in Subject, Issuer, Not before, Not after, dNSNames',
    ]);
    const mail = rawCertificate({ extensions: [extendedKeyUsage('1.3.6.1.5.5.7.3.4')] });
    const row = rowOf(mail, undefined, cells);
    const findings = await findingsOf({ files: { 'a.csv': tableOf(row) }, certificates: [mail] });
    expect(findings).toEqual([]);
    const nothing = { ...cells, isRevoked: '', revocationDate: '', revocationReason: '' };
    const silent = { 'a.csv': tableOf(rowOf(mail, undefined, nothing)) };
    expect(await findingsOf({ files: silent, certificates: [mail] })).toEqual([]);
    expect(codesOf(await findingsOf({ files: silent, certificates: [other] }))).toEqual([
      'not-found',
    ]);
    const bare = rowOf(mail, undefined, { ...cells, serial: 'N/A' });
    const without = await findingsOf({ files: { 'a.csv': tableOf(bare) }, certificates: [mail] });
    expect(codesOf(without)).toEqual(['cell-empty']);
  });

  it('of S/MIME certificates may have serial number and hash alone, in any form', async () => {
    const mail = rawCertificate({ extensions: [extendedKeyUsage('1.3.6.1.5.5.7.3.4')] });
    const brief = (der: Uint8Array): Record<string, string> => ({
      'a.csv': `Serial number,SHA-256\n${readFacts(der).serial!},${fingerprintOf(der)}\n`,
      'b.txt': `7b01a0b0c0d0e0f0,${fingerprintOf(der)}\n`,
      'c.csv': csv([
        ['Certificate SHA-256 hash', 'Serial #', ...HEADER.slice(8)],
        [fingerprintOf(der), readFacts(der).serial!, ...rowOf(der).slice(8)],
      ]),
    });
    for (const [name, content] of Object.entries(brief(mail))) {
      const files = { [name]: content };
      const wrong = name === 'b.txt' ? ['serial-differs'] : [];
      expect(codesOf(await findingsOf({ files, certificates: [mail] })), name).toEqual(wrong);
      expect(codesOf(await findingsOf({ files, certificates: [final] })), name).toEqual([
        'not-found',
        'perhaps-smime',
      ]);
    }
    for (const [name, content] of Object.entries(brief(final))) {
      const findings = await findingsOf({ files: { [name]: content }, certificates: [final] });
      const wrong = name === 'b.txt' ? ['serial-differs'] : [];
      const form = name === 'c.csv' ? 'column-missing' : 'not-csv';
      expect(codesOf(findings), name).toEqual([form, ...wrong]);
    }
  });

  it('has no certificate in a row of empty cells, above its header or below', async () => {
    const empty = `${','.repeat(10)}\n`;
    const table = `${empty}"",,,\n${tableOf(rowOf(final))}${empty}`;
    expect(await findingsOf({ files: { 'a.csv': table }, certificates: [final] })).toEqual([]);
  });

  it('keeps 10,000 findings of a code and counts all', async () => {
    const rows = Array.from({ length: MAX_FINDINGS_PER_CODE + 5 }, () =>
      rowOf(final, undefined, { subject: 'CN=example.com' }),
    );
    const { findings } = await verify({
      files: { 'a.csv': tableOf(...rows) },
      certificates: [final],
    });
    expect(findings.omitted).toEqual([
      { code: 'duplicate', count: 4 },
      { code: 'subject-differs', count: 5 },
    ]);
    expect(findings.summary.error).toBe(MAX_FINDINGS_PER_CODE + 5);
  });

  it('leaves no temporary file', async () => {
    const before = readdirSync(tmpdir()).filter((name) => /^cert-impact-[0-9a-f-]{36}$/.test(name));
    const rows = Array.from({ length: 3000 }, () =>
      rowOf(final, undefined, { dnsNames: 'example.org '.repeat(500) }),
    );
    const findings = await findingsOf({
      files: { 'a.csv': tableOf(...rows) },
      certificates: [final],
    });
    expect(codesOf(findings)).toEqual(['duplicate']);
    const after = readdirSync(tmpdir()).filter((name) => /^cert-impact-[0-9a-f-]{36}$/.test(name));
    expect(after.filter((name) => !before.includes(name))).toEqual([]);
  });

  it('stops at a signal', async () => {
    const path = join(temporaryFolder(), 'a.csv');
    writeFileSync(path, tableOf(rowOf(final)));
    const options = { sources: [], now: () => 0, asOf: 0, guideline: '3.2' as const };
    const run = verifyLists({
      ...options,
      appendices: [fileInput(path)],
      signal: AbortSignal.abort(),
    });
    await expect(run).rejects.toThrow();
  });
});

describe('a row that names a number of crt.sh', () => {
  const table = (...subjects: readonly string[]): string =>
    csv([
      ['crt.sh ID', ...HEADER.slice(2)],
      ...subjects.map((subject, at) => [
        `${at + 1234}`,
        ...rowOf(final, undefined, { subject }).slice(2),
      ]),
    ]);

  it('is held against that certificate', async () => {
    const files = { 'a.csv': table('CN=example.com') };
    const findings = await findingsOf({ files, sources: [crtShKnowing(final)], guideline: '2.0' });
    expect(codesOf(findings)).toEqual(['crt-sh-id', 'subject-differs']);
    const right = { 'a.csv': table('CN=example.org') };
    expect(
      codesOf(await findingsOf({ files: right, sources: [crtShKnowing(final)], guideline: '2.0' })),
    ).toEqual(['crt-sh-id']);
  });

  it('is held against it where another row has named it before', async () => {
    const files = { 'a.csv': table('CN=example.org', 'CN=example.com') };
    const findings = await findingsOf({
      files,
      certificates: [final],
      sources: [crtShKnowing(final)],
      guideline: '2.0',
    });
    expect(findings.find(({ code }) => code === 'subject-differs')?.line).toBe(3);
  });
});

describe('a workbook', () => {
  it('has its sheets in the places of findings and of what was not examined', async () => {
    const book = utils.book_new();
    const wrongRow = rowOf(final, undefined, { subject: 'CN=example.com' });
    for (const [name, rows] of [
      ['One', [HEADER, rowOf(final)]],
      ['Two', [['words that say nothing'], HEADER, wrongRow, rowOf(other)]],
    ] as const) {
      utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((row) => [...row])), name);
    }
    const { run, findings } = await verify({
      files: { 'a.xlsx': write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer },
      certificates: [final],
    });
    const told = findings.findings.map(
      ({ code, sheet, line, message }) => `${code} ${String(sheet)}:${String(line)} ${message}`,
    );
    expect(told).toEqual([
      expect.stringMatching(/^not-csv One:null/),
      expect.stringMatching(/^not-csv Two:null/),
      expect.stringMatching(/^words-only Two:1/),
      expect.stringMatching(/^subject-differs Two:3/),
      'in-several-lists Two:3 another list has this, too, at a.xlsx [One]:2',
      expect.stringMatching(/^not-found Two:4/),
    ]);
    const { unexamined } = await makeImpact(run, 0, '3.2');
    expect(unexamined).toMatchObject([{ file: 'a.xlsx', sheet: 'Two', line: 4 }]);
  });
});

describe('a column of dates', () => {
  const table = async (dates: readonly string[], certificates: readonly Uint8Array[]) => {
    const rows = certificates.map((der, at) =>
      rowOf(der, undefined, { notBefore: dates[at]!, revocationDate: '2025-03-20' }),
    );
    const findings = await findingsOf({ files: { 'a.csv': tableOf(...rows) }, certificates });
    return findings.map(({ code, line, message }) => `${code} ${String(line)}: ${message}`);
  };
  const LOCAL = 'date-local-form 2: this is a date in a local form;';

  it('is read in the order that its other dates show', async () => {
    expect(await table(['03/02/2025', '03/03/2025', '3/4/2025', '3/17/2025'], days)).toEqual([
      `${LOCAL} 3 more in this column`,
    ]);
    expect(await table(['02/03/2025', '03/03/2025', '4/3/25', '17/3/2025 10:00'], days)).toEqual([
      `${LOCAL} 3 more in this column`,
    ]);
  });

  it('has one finding where nothing shows the order', async () => {
    expect(await table(['03/02/2025', '03/03/2025', '03/04/2025'], days.slice(0, 3))).toEqual([
      'date-other-order 2: agrees only when read month first; 1 more in this column',
      `${LOCAL} 2 more in this column`,
    ]);
  });

  it('has a finding for dates in another order than the rest', async () => {
    expect(await table(['02/03/2025', '03/03/2025', '03/04/2025', '03/17/2025'], days)).toEqual([
      'date-other-order 2: agrees only when read day first',
      `${LOCAL} 3 more in this column`,
    ]);
  });

  it('is wrong where no order helps', async () => {
    const findings = await table(['2/5/2025', '03/03/2025', '03/04/2025', '03/17/2025'], days);
    expect(findings).toContain(
      'not-before-differs 2: the date is not the notBefore of the certificate',
    );
  });

  it('has one finding for a precertificate and its certificate', async () => {
    const row = rowOf(final, pre, { notBefore: '03/01/2025' });
    const findings = await findingsOf({
      files: { 'a.csv': tableOf(row) },
      certificates: [pre, final],
    });
    expect(findings.map(({ message }) => message)).toEqual([
      'agrees only when read month first',
      'this is a date in a local form',
    ]);
  });
});

describe('a row of another length', () => {
  it('is one finding where its cells have moved', async () => {
    const row = rowOf(final);
    for (const moved of [row.toSpliced(5, 1), row.toSpliced(5, 0, 'extra')]) {
      const findings = await findingsOf({
        files: { 'a.csv': tableOf(moved) },
        certificates: [final],
      });
      expect(codesOf(findings)).toEqual(['row-shifted']);
    }
  });

  it('keeps what is wrong with one cell', async () => {
    const row = [...rowOf(final, undefined, { subject: 'CN=example.com' }), 'x'];
    const findings = await findingsOf({ files: { 'a.csv': tableOf(row) }, certificates: [final] });
    expect(codesOf(findings)).toEqual(['row-length', 'subject-differs']);
  });
});

describe('real pairs', { skip: !hasShared('corpus/pairs.pem') }, () => {
  it('have no finding where they correspond, and one where they do not', async () => {
    const certificates = readPem(sharedPath('corpus/pairs.pem'));
    const facts = certificates.map((der) => readFacts(der));
    const rows: string[][] = [];
    const expected: string[] = [];
    for (const [at, precertificate] of facts.entries()) {
      if (!precertificate.precertificate) continue;
      const partner = facts.findIndex(
        (one) =>
          !one.precertificate &&
          one.serial === precertificate.serial &&
          one.issuer === precertificate.issuer,
      );
      if (partner < 0) continue;
      rows.push(
        rowOf(certificates[partner]!, certificates[at], {
          isRevoked: 'N/A',
          revocationDate: 'N/A',
          revocationReason: 'N/A',
        }),
      );
      expected.push(
        corresponds(certificates[at]!, certificates[partner]!) ? 'fine' : 'pair-differs',
      );
    }
    expect(rows.length).toBeGreaterThan(10);
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.csv'), csv([HEADER, ...rows]));
    const { findings } = await verifyLists({
      appendices: [fileInput(join(folder, 'a.csv'))],
      sources: [await openLocalSource(sharedPath('corpus/pairs.pem'))],
      signal: AbortSignal.timeout(60_000),
      now: () => 0,
      asOf: Date.UTC(2040, 0, 1) / 1000,
      guideline: '3.2',
    });
    const differing = new Set(
      findings.findings.filter(({ code }) => code === 'pair-differs').map(({ line }) => line),
    );
    expect(rows.map((_, at) => (differing.has(at + 2) ? 'pair-differs' : 'fine'))).toEqual(
      expected,
    );
    expect(new Set(expected)).toEqual(new Set(['fine', 'pair-differs']));
    expect(
      codesOf(findings.findings).filter(
        (code) => code.endsWith('-differs') && code !== 'pair-differs',
      ),
    ).toEqual([]);
  });
});

/** By another reading of RFC 6962 §3.2 than that of the program. */
function corresponds(precertificate: Uint8Array, certificate: Uint8Array): boolean {
  return transformedTbs(precertificate).digest === transformedTbs(certificate).digest;
}

describe('a row with a precertificate and its certificate, of which one or both cannot be had', () => {
  const both = tableOf(rowOf(final, pre), rowOf(other));

  it.each([
    ['the certificate is missing', [pre, other], { total: 2, presumed: 1, notExamined: 0 }, 1],
    ['the precertificate is missing', [final, other], { total: 2, final: 2, notExamined: 0 }, 1],
    ['both are missing', [other], { total: 2, final: 1, notExamined: 1 }, 1],
    ['nothing is missing', [final, pre, other], { total: 2, pairs: 1, notExamined: 0 }, 0],
  ])('is one certificate: %s', async (_, certificates, counts, attached) => {
    const { run } = await verify({ files: { 'a.csv': both }, certificates });
    const impact = await makeImpact(run, Date.parse('2025-04-01') / 1000, '3.2');
    expect(impact.certificates).toMatchObject(counts);
    expect(attachedHashes(impact)).toBe(attached);
    expect(impact.entries.unique).toBe(3);
  });

  it('is one certificate in each list that names both hashes, and in none that names one', async () => {
    const { run } = await verify({
      files: { 'a.csv': both, 'b.txt': linksOf(final) },
      certificates: [other],
    });
    const impact = await makeImpact(run, Date.parse('2025-04-01') / 1000, '3.2');
    expect(impact.certificates.total).toBe(2);
    expect(impact.groups.map(({ certificates }) => certificates.total)).toEqual([2, 1]);
  });

  it('is two where both were had and do not correspond', async () => {
    const { run } = await verify({
      files: { 'a.csv': tableOf(rowOf(other, pre)) },
      certificates: [other, pre],
    });
    const impact = await makeImpact(run, Date.parse('2025-04-01') / 1000, '3.2');
    expect(impact.certificates).toMatchObject({ total: 2, final: 1, presumed: 1 });
  });

  it('counts once a precertificate that several rows name with other certificates', async () => {
    const { run } = await verify({
      files: { 'a.csv': tableOf(rowOf(final, pre), rowOf(other, pre)) },
      certificates: [days[0]!],
    });
    const impact = await makeImpact(run, Date.parse('2025-04-01') / 1000, '3.2');
    expect(impact.certificates).toMatchObject({ total: 2, notExamined: 2 });
  });
});

describe('what an S/MIME certificate says and the table withholds', () => {
  it.each([
    'redacted (S/MIME)',
    'Redacted for privacy',
    'Confidential',
    'S/MIME',
    '[REDACTED - PII]',
    'personal data',
    'hidden',
    'omitted',
  ])('may be withheld in the words "%s"', async (words) => {
    const mail = rawCertificate({ extensions: [extendedKeyUsage('1.3.6.1.5.5.7.3.4')] });
    const withheld = { subject: words, notBefore: words, notAfter: words, dnsNames: words };
    const row = rowOf(mail, undefined, {
      ...withheld,
      isRevoked: 'Planned',
      revocationReason: 'N/A',
    });
    const findings = await findingsOf({
      files: { 'a.csv': tableOf(row) },
      certificates: [mail],
      asOf: '2025-03-01T00:00:00Z',
    });
    expect(codesOf(findings)).toEqual([]);
  });

  it('shows neither names nor addresses that the table has published', async () => {
    const mail = rawCertificate({ extensions: [extendedKeyUsage('1.3.6.1.5.5.7.3.4')] });
    const cells = {
      subject: 'Erika Musterfrau',
      issuer: 'CN=Erika Musterfrau,E=erika@example.org',
      dnsNames: 'erika@example.org',
    };
    const files = { 'a.csv': tableOf(rowOf(mail, undefined, cells)) };
    const findings = await findingsOf({ files, certificates: [mail] });
    const codes = ['dns-names-differ', 'issuer-differs', 'name-unreadable'];
    expect(codesOf(findings)).toEqual(expect.arrayContaining(codes));
    expect(JSON.stringify(findings)).not.toMatch(/erika/i);
  });

  it('is in no finding', async () => {
    const mail = rawCertificate({ extensions: [extendedKeyUsage('1.3.6.1.5.5.7.3.4')] });
    const row = (subject: string): Record<string, string> => ({
      'a.csv': tableOf(rowOf(mail, undefined, { subject })),
    });
    const name = readFacts(mail).subject!;
    const part = await findingsOf({ files: row(name.slice(3)), certificates: [mail] });
    expect(codesOf(part)).not.toContain('subject-incomplete');
    const wrong = await findingsOf({ files: row('CN=Somebody Else'), certificates: [mail] });
    expect(wrong.find(({ code }) => code === 'subject-differs')).toMatchObject({
      expected: 'withheld: S/MIME',
    });
    expect(JSON.stringify(wrong)).not.toContain(name);
    expect(JSON.stringify(wrong)).not.toContain('Somebody Else');
  });
});

describe('a precertificate', () => {
  it.each(['https://crt.sh/?id=123', '90fb96bb720f8623d5556a51a360e3a3'])(
    'is not alone where its row names a certificate as %s',
    async (certificateHash) => {
      const row = rowOf(final, pre, { certificateHash });
      const findings = await findingsOf({ files: { 'a.csv': tableOf(row) }, certificates: [pre] });
      expect(codesOf(findings)).not.toContain('precertificate-without-certificate');
    },
  );
});

describe('a date of revocation that can be read in two orders', () => {
  it.each([
    ['05/12/2025', ['date-local-form', 'revoked-in-future']],
    ['03/10/2025', ['date-local-form']],
  ])('is wrong where it is so in both: %s', async (revocationDate, codes) => {
    const row = rowOf(final, pre, { revocationDate });
    const findings = await findingsOf({
      files: { 'a.csv': tableOf(row) },
      certificates: [pre, final],
    });
    expect(codesOf(findings)).toEqual(codes);
  });
});
