import { describe, expect, it } from 'vitest';
import { hit, serve } from '../sources/crt-sh-server.ts';
import { makeCa } from '../support/make-certificate.ts';
import { bundle, list, type Sample, sampleOf, samples } from './support/certificates.ts';
import { folderOf, run, runJson } from './support/program.ts';

const FIVE = samples(5);
const [A, B, C, D, E] = FIVE as [Sample, Sample, Sample, Sample, Sample];

function colons({ sha256 }: Sample): string {
  return sha256.toUpperCase().replace(/..(?=.)/g, '$&:');
}

function problem(impact: { problems: { code: string; count: number }[] }, code: string): number {
  return impact.problems.find((one) => one.code === code)?.count ?? 0;
}

describe('several lists', () => {
  it('has a group for each heading, and counts a certificate in two of them once', async () => {
    const cwd = folderOf({
      'list.md': `# Appendix\n\n## Wrong state\n\n${list([A, B])}\n## Wrong city\n\n${list([B, C, D])}`,
      'all.pem': bundle(FIVE),
    });
    const { impact, status } = await runJson(['list.md', '--from', 'all.pem'], { cwd });
    expect(status).toBe(0);
    const names = impact.groups.map(({ name }) => name);
    expect(names).toEqual(['Wrong state', 'Wrong city']);
    expect(impact.groups.map(({ certificates }) => certificates.total)).toEqual([2, 3]);
    expect(impact.groups.map(({ entries }) => entries.duplicates)).toEqual([0, 0]);
    expect(impact.certificates.total).toBe(4);
    expect(impact.entries).toEqual({ total: 5, unique: 4, duplicates: 1 });
  });

  it('has a group for each file, named with its heading where it has one', async () => {
    const cwd = folderOf({
      'a.txt': list([A, B]),
      'b.txt': `## Late\n${list([C])}`,
      'all.pem': bundle(FIVE),
    });
    const { impact } = await runJson(['a.txt', 'b.txt', '--from', 'all.pem'], { cwd });
    expect(impact.groups.map(({ name }) => name)).toEqual(['a.txt', 'b.txt: Late']);
    expect(impact.certificates.total).toBe(3);
  });

  it('takes a heading that comes again for the same list', async () => {
    const cwd = folderOf({
      'a.txt': `## X\n${list([A])}## Y\n${list([B])}## X\n${list([C])}`,
      'all.pem': bundle(FIVE),
    });
    const { impact } = await runJson(['a.txt', '--from', 'all.pem'], { cwd });
    expect(impact.groups.map(({ name, entries }) => [name, entries.total])).toEqual([
      ['X', 2],
      ['Y', 1],
    ]);
  });

  it('has a group for each value of the column that --group-by names', async () => {
    const rows = [A, B, C].map(({ sha256 }, at) => `${sha256},${at === 1 ? 'late' : 'wrong'}\n`);
    const cwd = folderOf({ 'a.csv': `SHA-256,Problem\n${rows.join('')}`, 'all.pem': bundle(FIVE) });
    const args = ['a.csv', '--from', 'all.pem', '--group-by'];
    const { impact } = await runJson([...args, 'problem'], { cwd });
    expect(impact.groups.map(({ name, entries }) => [name, entries.total])).toEqual([
      ['wrong', 2],
      ['late', 1],
    ]);
    const refused = await run([...args, 'cause'], { cwd });
    expect(refused.status).toBe(2);
    expect(refused.stderr).toMatch(/no list has a column "cause"[^]*hint: .*"SHA-256", "Problem"/);
  });

  it('has no groups for a single list', async () => {
    const cwd = folderOf({ 'a.txt': `## X\n${list(FIVE)}`, 'all.pem': bundle(FIVE) });
    const { impact } = await runJson(['a.txt', '--from', 'all.pem'], { cwd });
    expect(impact.groups).toEqual([]);
  });
});

describe('an appendix that is the certificates themselves', () => {
  it('is list and source at once', async () => {
    const cwd = folderOf({ 'all.pem': bundle([A, B, B]) });
    const { impact, status, stderr } = await runJson(['all.pem', '--offline'], { cwd });
    expect(status).toBe(0);
    expect(stderr).toBe('');
    expect(impact.lines).toMatchObject({ total: 3, listing: 3 });
    expect(impact.entries).toEqual({ total: 3, unique: 2, duplicates: 1 });
    expect(impact.outcomes.examined).toBe(2);
  });

  it('serves a list beside it as a source, whichever is named first', async () => {
    const cwd = folderOf({ 'all.pem': bundle(FIVE), 'a.txt': list([A, B]) });
    const both = await Promise.all([
      runJson(['a.txt', 'all.pem', '--offline'], { cwd }),
      runJson(['all.pem', 'a.txt', '--offline'], { cwd }),
    ]);
    for (const { impact, status } of both) {
      expect(status).toBe(0);
      expect(impact.entries).toEqual({ total: 7, unique: 5, duplicates: 2 });
    }
  });

  it('names a damaged certificate in it with its line, and counts the rest', async () => {
    const cwd = folderOf({
      'all.pem': bundle([A]) + B.pem.replace(/\n.{10}/, '\n!!!!!!!!!!') + bundle([C]),
    });
    const { impact, status, stderr } = await runJson(['all.pem', '--offline'], { cwd });
    expect(status).toBe(3);
    expect(impact.lines).toMatchObject({ listing: 2, invalid: 1 });
    expect(problem(impact, 'damaged-certificate')).toBe(1);
    const line = A.pem.split('\n').length;
    expect(impact.unexamined).toMatchObject([{ file: 'all.pem', line, outcome: 'invalid' }]);
    expect(stderr).toContain(`all.pem:${line}: `);
  });
});

describe('one certificate listed twice', () => {
  it('counts once, with a duplicate, whatever form the entries took', async () => {
    const forms = [A.link, A.sha256, colons(A), `SHA256: ${A.sha256}`, `0x1234, ${A.sha256}`];
    const cwd = folderOf({ 'a.txt': `${forms.join('\n')}\n${B.link}\n`, 'all.pem': bundle(FIVE) });
    const { impact } = await runJson(['a.txt', '--from', 'all.pem'], { cwd });
    expect(impact.entries).toEqual({ total: 6, unique: 2, duplicates: 4 });
    expect(problem(impact, 'duplicate')).toBe(4);
    expect(impact.certificates.total).toBe(2);
  });

  it('counts once when a crt.sh id turns out to name what a hash lists too', async () => {
    const ids = new Map([
      ['111', A],
      ['222', B],
    ]);
    const server = await serve((d, response) => {
      const found = ids.get(d) ?? FIVE.find(({ sha256 }) => sha256 === d.toLowerCase());
      if (found === undefined) response.writeHead(404).end();
      else hit(response, found.der);
    });
    const id = 'https://crt.sh/?id=';
    const cwd = folderOf({ 'a.txt': `${id}111\n${A.link}\n${id}222\n${id}111&opt=ocsp\n` });
    const from = ['--from', `crt.sh@${server.url}`, '--rate', '0'];
    const { impact, status } = await runJson(['a.txt', ...from], { cwd });
    expect(status).toBe(0);
    expect(impact.entries).toEqual({ total: 4, unique: 2, duplicates: 2 });
    expect(impact.outcomes.examined).toBe(2);
    expect(problem(impact, 'duplicate')).toBe(2);
    expect(problem(impact, 'not-recommended-form')).toBe(3);
    // what the id brought is not fetched again
    expect(server.asked).toEqual(['111', '222']);
  });
});

describe('entries that cannot be resolved', () => {
  it('counts a crt.sh id that no source could resolve', async () => {
    const cwd = folderOf({ 'a.txt': `https://crt.sh/?id=5\n${A.link}\n`, 'all.pem': A.pem });
    const { impact, status, stderr } = await runJson(['a.txt', '--from', 'all.pem'], { cwd });
    expect(status).toBe(3);
    expect(impact.outcomes).toMatchObject({ examined: 1, unresolvable: 1 });
    expect(impact.certificates).toMatchObject({ total: 2, notExamined: 1 });
    expect(stderr).toContain('a.txt:1: crt.sh id 5: cannot be resolved');
  });

  it('never takes serial numbers for each other', async () => {
    const serial = '04:A1:B2:C3:D4:E5:F6:07:18:29:3A:4B:5C:6D:7E:8F:90';
    const cwd = folderOf({
      'a.txt': `Serial number: ${serial}\nSerial number: ${serial}\n${E.link}\n`,
      'all.pem': E.pem,
    });
    const { impact, status } = await runJson(['a.txt', '--from', 'all.pem'], { cwd });
    expect(status).toBe(3);
    expect(impact.entries).toEqual({ total: 3, unique: 3, duplicates: 0 });
    expect(impact.outcomes).toMatchObject({ examined: 1, unresolvable: 2 });
  });
});

describe('precertificates', () => {
  it('are one with their final certificate, and presumed without it', async () => {
    const ca = await makeCa();
    const leaf = async (serial: string, precertificate: boolean, final = false): Promise<Sample> =>
      sampleOf(
        await ca.issue({ serial, precertificate, ...(final && { sctTimestamps: [1.7e12] }) }),
      );
    const [pre, final, lone] = [
      await leaf('51', true),
      await leaf('51', false, true),
      await leaf('52', true),
    ];
    const other = sampleOf(await ca.issue({ serial: '51', subject: 'CN=other.example' }));
    const all = [pre, final, lone, other];
    const cwd = folderOf({
      'a.txt': `## One\n${list([pre, lone])}## Two\n${list([final, other])}`,
      'all.pem': bundle(all),
    });
    const { impact, status } = await runJson(['a.txt', '--from', 'all.pem'], { cwd });
    expect(status).toBe(0);
    expect(impact.certificates).toEqual({
      total: 3,
      final: 2,
      presumed: 1,
      notExamined: 0,
      precertificates: 2,
      pairs: 1,
    });
    // in the list of its own, a precertificate whose final is in the other list stands alone
    expect(impact.groups.map(({ certificates }) => certificates.presumed)).toEqual([2, 0]);
    expect(problem(impact, 'shared-serial')).toBe(2);
  });
});
