import { describe, expect, test } from 'vitest';

import { lineSummary, readText } from './reading.ts';

const A = '2884ec1de425003b57cfecf80cee32865e6c9351b57f816f5fa7cc43fe5fa99d';
const SERIAL = '05b995898666b4805c89c2944c02e6c4';

describe('comments', () => {
  test.each([
    '# a note',
    '#',
    '#####',
    '##########################',
    `# https://crt.sh/?sha256=${A}`,
    `#${A}`,
    `## https://crt.sh/?sha256=${A}`,
    `// ${A}`,
    '// a note',
    '; a note',
    '<!-- a note -->',
  ])('%s', async (line) => {
    expect((await readText(line)).map((each) => each.kind)).toEqual(['comment']);
  });

  test.each([`<!-- ${A} -->`, `; ${A}`])(
    'only # and // take an entry out of the list: %s',
    async (line) => {
      expect((await readText(line)).flatMap(lineSummary)).toEqual(['listing', `fingerprint ${A}`]);
    },
  );
});

describe('headings name the list that follows', () => {
  test.each([
    ['## Problem A', 'Problem A'],
    ['### Problem A ###', 'Problem A'],
    ['**Problem A**', 'Problem A'],
    ['**Problem A:**', 'Problem A'],
    ['**Problem A**:', 'Problem A'],
    ['__Problem A__', 'Problem A'],
    ['== Problem A ==', 'Problem A'],
    ['=== Problem A ===', 'Problem A'],
    ['<h3>Problem A</h3>', 'Problem A'],
    ['- Problem A:', 'Problem A'],
    ['[Problem A]', 'Problem A'],
    ['## Problem B (https://bugzilla.example/?id=1)', 'Problem B (https://bugzilla.example/?id=1)'],
    [
      '**Problem B (https://bugzilla.example/?id=1)**',
      'Problem B (https://bugzilla.example/?id=1)',
    ],
    ['== Problem B https://bugzilla.example/?id=1 ==', 'Problem B https://bugzilla.example/?id=1'],
    ['Problem B (https://bugzilla.example/?id=1):', 'Problem B (https://bugzilla.example/?id=1)'],
    ['## Problem B (https://crt.sh/?CN=a)', 'Problem B (https://crt.sh/?CN=a)'],
    ['Serial Numbers:', 'Serial Numbers'],
    [
      'Additionally, upon scanning our certificate store we identified:',
      'Additionally, upon scanning our certificate store we identified',
    ],
  ])('%s', async (line, heading) => {
    expect(await readText(line)).toEqual([
      { number: 1, kind: 'header', entries: [], problems: [], heading },
    ]);
  });

  test('a single # makes one in Markdown only', async () => {
    const [heading] = await readText('# Problem A', { markdown: true });
    expect(heading).toMatchObject({ kind: 'header', heading: 'Problem A' });
    const [comment] = await readText('# Problem A');
    expect(comment?.kind).toBe('comment');
  });

  test('in Markdown, a heading that lists a certificate is a listing', async () => {
    const lines = await readText(`# https://crt.sh/?sha256=${A}`, { markdown: true });
    expect(lines.flatMap(lineSummary)).toEqual(['listing', `crt.sh?sha256 ${A}`]);
  });

  test.each(['====', '----', '--'])('a line of %s makes the line above it one', async (rule) => {
    const lines = await readText(`Problem A\n${rule}\n${A}\n`);
    expect(lines.map(({ kind, heading }) => [kind, heading])).toEqual([
      ['header', 'Problem A'],
      ['header', undefined],
      ['listing', undefined],
    ]);
  });

  test('an underlined title may hold a link, and a link alone is no title', async () => {
    const lines = await readText(
      'Problem B (https://a.example/)\n-----\nhttps://a.example/\n---\n',
    );
    expect(lines.map(({ kind, heading }) => [kind, heading])).toEqual([
      ['header', 'Problem B (https://a.example/)'],
      ['header', undefined],
      ['invalid', undefined],
      ['header', undefined],
    ]);
  });

  test.each(['1. Problem A', '2) Problem A', '10. Problem A:'])(
    '%s is one when entries follow',
    async (title) => {
      for (const entry of [A, `- ${A}`]) {
        for (const blanks of ['', '\n', '\n\n']) {
          const lines = await readText(`${title}\n${blanks}${entry}\n`);
          expect(lines[0]).toEqual({
            ...{ number: 1, kind: 'header', entries: [], problems: [] },
            heading: 'Problem A',
          });
          expect(lines.at(-1)?.kind).toBe('listing');
        }
      }
    },
  );

  test('a numbered title says what its list holds', async () => {
    const lines = await readText('1. Serial numbers of Problem A\n4d2a\n4d2b\n');
    expect(lines.map((line) => line.kind)).toEqual(['header', 'listing', 'listing']);
  });

  test.each([
    `1. Stop issuance\n2. Revoke them\n\nThe certificates\n${A}\n`,
    `1. a.example\n${A}\n`,
    `Problem A\n${A}\n`,
    `[redacted]\n${A}\n`,
    `1. Problem A\n${'\n'.repeat(40)}${A}\n`,
  ])('%j has none', async (text) => {
    expect((await readText(text)).filter((line) => line.kind === 'header')).toEqual([]);
  });

  test('an underline finds its title across the boundary of two batches', async () => {
    const filler = `${'words and words '.repeat(8)}\n`.repeat(511);
    for (const shift of Array.from({ length: 40 }, (_, i) => i)) {
      const lines = await readText(`${'x'.repeat(shift)}\n${filler}Problem A\n=========\n${A}\n`);
      const titles = lines.filter((line) => line.heading !== undefined);
      expect(titles.map((line) => [line.number, line.heading])).toEqual([[513, 'Problem A']]);
      expect(lines.map((line) => line.number)).toEqual(lines.map((_, index) => index + 1));
    }
  });

  test('a rule below an entry, a blank line or nothing is a rule and no more', async () => {
    const lines = await readText(`---\n${A}\n---\n\n---\n* * *\n\`\`\`\n`);
    expect(lines.map((line) => line.kind)).toEqual([
      'header',
      'listing',
      'header',
      'blank',
      'header',
      'header',
      'header',
    ]);
  });
});

describe('tables', () => {
  test.each([
    'Serial Number Certificate Precertificate',
    'sha256',
    'SHA-256',
    'Fingerprint',
    'serial,sha256,issuer',
    '"Serial Number";"SHA-256 Fingerprint"',
    '| # | Serial Number | Certificate |',
    'Precertificate SHA-256 hash,Certificate SHA-256 hash,Subject,Issuer,Not before,Not after,Serial #,dNSNames,Is revoked?,Revocation date,Revocation reason',
    '|---|:-:|',
    '+----+-----+',
  ])('%s is a head or a rule, and names no list', async (line) => {
    const [{ row, ...rest } = {}, ...more] = await readText(line);
    expect(rest).toEqual({ number: 1, kind: 'header', entries: [], problems: [] });
    expect(row?.table.headerLine ?? 1).toBe(1);
    expect(more).toEqual([]);
  });

  test('a row above a rule is a head, whatever its columns', async () => {
    const lines = await readText(`| Nr | Wo |\n|---|---|\n| 1 | ${A} |\n`);
    expect(lines.map((line) => line.kind)).toEqual(['header', 'header', 'listing']);
    expect(lines.some((line) => line.heading !== undefined)).toBe(false);
  });

  test('rows whose links a text rendering lost give their serial numbers', async () => {
    const lines = await readText(
      `Serial Number Certificate Precertificate\n${SERIAL} Certificate Precertificate\n`,
    );
    expect(lines.map((line) => line.kind)).toEqual(['header', 'listing']);
    expect(lines[1]?.entries).toEqual([{ form: 'serial', serial: SERIAL }]);
  });
});

describe('what a heading says of its list', () => {
  const sha1 = '9bf16ef6e33cfaf1d80ebf526bc3907fb98ee120';

  test('under serial numbers, 40 digits are one, and short ones are', async () => {
    const lines = await readText(`Serial Numbers:\n${sha1}\n4d2a\n00${sha1}\n`);
    expect(lines.slice(1).flatMap(lineSummary)).toEqual([
      'listing',
      `serial serial=${sha1}`,
      'listing',
      'serial serial=4d2a',
      'listing',
      `serial serial=${sha1}`,
    ]);
  });

  test('under serial numbers, what is said to be SHA-1 is none', async () => {
    const groups = (sha1.match(/../g) ?? []).join(':');
    const lines = await readText(`Serial Numbers:\nSHA1 Fingerprint=${groups}\n${groups}\n`);
    expect(lines.slice(1).flatMap(lineSummary)).toEqual([
      'invalid',
      '!sha1-hash',
      'listing',
      `serial serial=${sha1}`,
    ]);
  });

  test('under serial numbers, only decimal digits are reported, not guessed', async () => {
    const lines = await readText('Serial Numbers:\n12345678901234567890\n0x12345678\n');
    expect(lines.slice(1).flatMap(lineSummary)).toEqual([
      'invalid',
      '!not-hex',
      'listing',
      'serial serial=12345678',
    ]);
  });

  test('beside a fingerprint, only decimal digits are a serial number as others are', async () => {
    for (const between of [',', ', ', ';', '\t', '","']) {
      const lines = await readText(`4923017756183920${between}${A}\n`);
      expect(lines.flatMap(lineSummary)).toEqual([
        'listing',
        `serial+fingerprint ${A} serial=4923017756183920`,
      ]);
    }
    const [short, number] = await readText(`12345678,${A}\n4923017756183920,x\n`);
    expect(short!.entries[0]!.serial).toBeUndefined();
    expect(number!.kind).toBe('invalid');
  });

  test('under fingerprints, 32 digits are half of one', async () => {
    const lines = await readText(`SHA-256 fingerprints:\n${SERIAL}\n`);
    expect(lines.slice(1).flatMap(lineSummary)).toEqual(['invalid', '!truncated-hash']);
  });

  test('under crt.sh IDs, numbers are ids', async () => {
    const lines = await readText('crt.sh IDs:\n617995390\n- 606954201\n2018-06-01\n');
    expect(lines.slice(1).flatMap(lineSummary)).toEqual([
      'listing',
      'crt.sh?id id=617995390',
      '!not-recommended-form',
      'listing',
      'crt.sh?id id=606954201',
      '!not-recommended-form',
      'invalid',
      '!text',
    ]);
  });

  test('the next heading ends it', async () => {
    const lines = await readText(`Serial Numbers:\n${sha1}\n\n## Others\n${sha1}\n`);
    expect(lines.at(-1)?.problems[0]?.code).toBe('sha1-hash');
  });
});

test('lines keep their numbers and their order', async () => {
  const lines = await readText(`## One\r\n\r\n${A}\r\n# no\r\nzzzz\r\n${A}`);
  expect(lines.map(({ number, kind }) => [number, kind])).toEqual([
    [1, 'header'],
    [2, 'blank'],
    [3, 'listing'],
    [4, 'comment'],
    [5, 'invalid'],
    [6, 'listing'],
  ]);
});

describe('a lone word above the first entry of a list', () => {
  test.each(['Hashwert', 'Zertifikate', '"Empreinte"', 'SHA256-Hashwert', 'Отпечаток', '指纹'])(
    '%s is the name of its column',
    async (word) => {
      for (const between of ['\n', '\r\n', '\n\n']) {
        for (const entry of [`https://crt.sh/?sha256=${A}`, A, `"${A}"`, `- ${A}`]) {
          const lines = await readText(`${word}${between}${entry}\n`);
          expect(lines[0]).toEqual({ number: 1, kind: 'header', entries: [], problems: [] });
          expect(lines.at(-1)?.kind).toBe('listing');
        }
      }
    },
  );

  test('is not hex anywhere else', async () => {
    const first = await readText(`Hashwert\nof 12\n${A}\n`);
    expect(lineSummary(first[0]!)).toEqual(['invalid', '!not-hex']);
    const between = await readText(`${A}\npending\n${A}\n`);
    expect(lineSummary(between[1]!)).toEqual(['invalid', '!not-hex']);
    const below = await readText(`## Problem B\n\nHashwert\n${A}\n`);
    expect(below[2]!.kind).toBe('header');
    expect(below[2]!.heading).toBeUndefined();
    for (const word of ['www.example.com', '0123456789zz', 'x9z']) {
      const lines = await readText(`${word}\n${A}\n`);
      expect(lineSummary(lines[0]!), word).toEqual(['invalid', '!not-hex']);
    }
  });
});
