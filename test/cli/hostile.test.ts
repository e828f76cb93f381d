import { describe, expect, it } from 'vitest';
import { pipesPerRow, renderGfm } from '../report/support/markdown-document.ts';
import { HOSTILE_TEXTS, UNPRINTABLE } from '../report/support/hostile-text.ts';
import { integer, simpleName } from '../support/der.ts';
import { dnsName, rawCertificate, subjectAltName } from '../support/raw-certificate.ts';
import { bundle, list, sample, sampleOf } from './support/certificates.ts';
import { type Finished, folderOf, run } from './support/program.ts';

/** Without lone surrogates, which UTF-8 cannot hold. */
function wellFormed(text: string): string {
  return text.replaceAll(/\p{Cs}/gu, '\ufffd');
}

/** Each text as issuer, subject and DNS name of a certificate. */
const CERTIFICATES = HOSTILE_TEXTS.map(({ text }, index) => {
  const name = wellFormed(text).slice(0, 4000);
  return sampleOf(
    rawCertificate({
      serial: integer((0x1000 + index).toString(16)),
      issuer: simpleName(['2.5.4.3', name]),
      subject: simpleName(['2.5.4.10', name], ['2.5.4.3', 'x.example']),
      extensions: [subjectAltName(dnsName(name.slice(0, 200)))],
    }),
  );
});

/** Headings and lines of strangers, of which a line is one line. */
const LIST = HOSTILE_TEXTS.map(({ text }, index) => {
  const line = wellFormed(text)
    .replaceAll(/[\r\n\0]/g, ' ')
    .slice(0, 200);
  return `## ${line}\n${CERTIFICATES[index]!.link}\nhttps://crt.sh/?q=${line}\n${line} deadbeef\n`;
}).join('');

const NAME = 'evil\u001b[31m\u202e`|<b>.txt';

async function runHostile(format: string): Promise<Finished> {
  const cwd = folderOf({
    [NAME]: `${LIST}${sample(1).link}\n`,
    'all.pem': bundle(CERTIFICATES),
  });
  return run([NAME, '--from', 'all.pem', '--format', format], { cwd });
}

function expectHarmlessNotes({ stderr, status }: Finished): void {
  expect(UNPRINTABLE.exec(stderr)).toBeNull();
  expect(stderr.split('\n').every((line) => line === '' || line.startsWith('note: '))).toBe(true);
  expect(status).toBe(3);
}

describe('what strangers have written into certificates, headings and file names', () => {
  it('cannot break out of the Markdown', async () => {
    const finished = await runHostile('markdown');
    expectHarmlessNotes(finished);
    const { stdout } = finished;
    expect(UNPRINTABLE.exec(stdout)).toBeNull();
    const { elements, openText } = renderGfm(stdout);
    const harmless = 'h3 h4 h5 p strong em ul ol li table thead tbody tr th td code br';
    expect(elements.filter((name) => !harmless.split(' ').includes(name))).toEqual([]);
    expect(openText).not.toMatch(/@octocat|www\.evil|:\/\/evil/);
    for (const rows of pipesPerRow(stdout)) expect(new Set(rows).size).toBe(1);
    const titles = stdout.split('\n').filter((line) => line.startsWith('### '));
    expect(titles).toEqual(['### Impact']);
  });

  it('cannot reach the terminal through the text', async () => {
    const finished = await runHostile('text');
    expectHarmlessNotes(finished);
    expect(UNPRINTABLE.exec(finished.stdout)).toBeNull();
  });

  it('is whole in the JSON, and harmless to look at', async () => {
    const finished = await runHostile('json');
    expectHarmlessNotes(finished);
    expect(UNPRINTABLE.exec(finished.stdout)).toBeNull();
    const impact = JSON.parse(finished.stdout) as { issuers: { name: string }[] };
    const names = impact.issuers.map(({ name }) => name).join('\n');
    expect(names).toContain('<script>alert(1)</script>'.replaceAll(/[<>]/g, '\\$&'));
    expect(names).toContain('\u202e');
  });

  it('cannot reach the terminal through inspect, and breaks no line of facts', async () => {
    const cwd = folderOf({ 'all.pem': bundle(CERTIFICATES) });
    const [inspected, facts] = await Promise.all([
      run(['inspect', 'all.pem'], { cwd }),
      run(['facts', 'all.pem'], { cwd }),
    ]);
    expect(UNPRINTABLE.exec(inspected.stdout)).toBeNull();
    expect(inspected.status).toBe(0);
    const lines = facts.stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(CERTIFICATES.length);
    for (const line of lines) expect(JSON.parse(line)).toHaveProperty('sha256');
    expect(facts.status).toBe(0);
  });

  it('is told in an error without its control characters', async () => {
    const missing = '\u001b[2Jno\nsuch\u202efile';
    const answers = await Promise.all([
      run([missing]),
      run(['inspect', missing]),
      run(['samples/appendix.txt', '--from', missing]),
      run(['samples/appendix.txt', '--format', missing]),
      run(['samples/appendix.txt', '--as-of', missing]),
      run([`--${missing}`]),
    ]);
    for (const { stderr, status } of answers) {
      expect(UNPRINTABLE.exec(stderr)).toBeNull();
      expect(stderr).toMatch(/^cert-impact: .*\nhint: .*\n$/);
      expect(status).toBe(2);
    }
  });

  it('is never a bug of the program, however few of the bytes make sense', async () => {
    const parts = ['00', '30', '3080', '30820000', '3003020101', '308401000000', 'ff'.repeat(300)];
    const bytes = parts.map((hex) => Buffer.from(hex, 'hex'));
    const cwd = folderOf({
      ...Object.fromEntries(bytes.map((content, index) => [`in/${index}.cer`, content])),
      list: list(bytes.map(sampleOf)),
    });
    const all = await Promise.all([
      ...parts.map((_, index) => run([`in/${index}.cer`, '--offline'], { cwd })),
      run(['facts', 'in'], { cwd }),
      run(['inspect', 'in'], { cwd }),
      run(['list', '--from', 'in', '--format', 'json'], { cwd }),
    ]);
    for (const { status, stderr } of all) expect([0, 2, 3], stderr).toContain(status);
  });
});
