import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Guideline } from '../../src/impact/impact.ts';
import { renderMarkdown } from '../../src/report/markdown/markdown.ts';
import { PERSON_MARK } from '../../src/report/sentence.ts';
import { HOSTILE_TEXTS } from './support/hostile-text.ts';
import {
  certificates,
  emptyImpact,
  group,
  hostileImpact,
  missingImpact,
  outcomes,
  singleImpact,
  troubledImpact,
  wholeImpact,
} from './support/impact-builder.ts';
import { pipesPerRow, renderGfm } from './support/markdown-document.ts';

const TEMPLATE = '../shared/guidelines/incident-reporting-3.2.md';

/** IRG 3.2, template of the full report. */
const FIELDS = [
  '- **Total number of certificates:**',
  '- **Total number of "remaining valid" certificates:**',
  '- **Affected certificate types:**',
  '- **Incident heuristic:**',
  '- **Was issuance stopped in response to this incident, and why or why not?:**',
  '- **Analysis:**',
  '- **Additional considerations:**',
];

const GUIDELINES: readonly Guideline[] = ['3.2', '2.0', '1.0'];

const OUR_ELEMENTS = new Set(
  'h3 h4 h5 p ul ol li table thead tbody tr th td code em strong'.split(' '),
);

describe('the seven fields of guideline 3.2', () => {
  it.each([emptyImpact(), singleImpact(), wholeImpact(), troubledImpact(), missingImpact(3)])(
    'are all there, in order, whatever is known (%#)',
    (impact) => {
      const markdown = renderMarkdown(impact);
      expect(markdown.startsWith('### Impact\n\n')).toBe(true);
      expect(markdown.match(/^- \*\*.*?:\*\*/gm)).toEqual(FIELDS);
    },
  );

  it.skipIf(!existsSync(TEMPLATE))(
    'are spelled as in the template (skipped without ../shared)',
    () => {
      const [, section = ''] = readFileSync(TEMPLATE, 'utf8').split('### Impact\n\n');
      const [fields = ''] = section.split('\n\n');
      expect(fields.split('\n').map((line) => line.trimEnd())).toEqual(FIELDS);
    },
  );

  it('leave to a person, clearly marked, what only a person can say', () => {
    const markdown = renderMarkdown(wholeImpact());
    for (const label of ['remaining valid', 'Incident heuristic', 'Was issuance', 'Analysis']) {
      expect(field(markdown, label)).toContain(`_[${PERSON_MARK}: `);
    }
    for (const label of ['Total number of certificates', 'Affected', 'Additional']) {
      expect(field(markdown, label)).not.toContain(PERSON_MARK);
    }
  });
});

describe('the total', () => {
  it('is a bare number when nothing is uncertain', () => {
    expect(field(renderMarkdown(wholeImpact()), 'Total number of c')).toBe('5,079');
  });

  it('says where it stands what was not examined and what could not be read', () => {
    expect(field(renderMarkdown(troubledImpact()), 'Total number of c')).toBe(
      '5,078 certificates are listed. ' +
        '2 of them are presumed from precertificates whose final certificates are not listed. ' +
        '5 of them could not be examined (2 not found, 1 unavailable, 1 mismatched and 1 unresolvable); ' +
        'the other figures cover the 5,073 examined. ' +
        '2 lines of the appendix could not be read as entries: ' +
        'certificates that they were meant to name are not in this number.',
    );
  });

  it('is in the singular when there is one', () => {
    expect(field(renderMarkdown(missingImpact(1)), 'Total number of c')).toBe(
      '1 certificate is listed. It could not be examined (not found), and nothing more is known about it.',
    );
  });
});

describe('the "remaining valid" number', () => {
  it('is never a bare number while revocation has not been checked', () => {
    expect(field(renderMarkdown(wholeImpact()), 'remaining valid')).toMatch(
      /^Not known yet, as revocation was not checked\. As of 2026-11-01 00:00:00 UTC, 4,208 certificates of the 5,079 examined are unexpired and 871 expired\. _\[/,
    );
  });

  it('says how many others may be valid too', () => {
    expect(field(renderMarkdown(troubledImpact()), 'remaining valid')).toContain(
      'the notAfter of 1 could not be read. The 5 not examined may be valid too.',
    );
  });

  it('is 0 when every certificate has expired, revoked or not', () => {
    const validity = { expired: 1, unexpired: 0, revoked: null, remainingValid: null };
    expect(field(renderMarkdown(singleImpact({ validity })), 'remaining valid')).toBe(
      '0: the certificate had expired as of 2026-11-01 00:00:00 UTC.',
    );
  });

  it('is filled in once revocation has been checked', () => {
    const validity = { expired: 871, unexpired: 4208, revoked: 8, remainingValid: 4200 };
    expect(field(renderMarkdown(wholeImpact({ validity })), 'remaining valid')).toBe(
      '4,200, as of 2026-11-01 00:00:00 UTC',
    );
  });
});

describe('the types', () => {
  it('are a sentence in the manner of the guideline, with counts', () => {
    const validationTypes = [
      { type: 'DV', count: 5045, inferred: 0 },
      { type: 'OV', count: 34, inferred: 0 },
    ];
    expect(field(renderMarkdown(wholeImpact({ validationTypes })), 'Affected')).toBe(
      'This incident affects DV and OV certificates. DV: 5,045, OV: 34.',
    );
  });

  it('are marked where they are inferred, and not claimed where they are unknown', () => {
    expect(field(renderMarkdown(troubledImpact()), 'Affected')).toMatch(
      /^This incident affects DV and OV certificates\. DV: 5,036, OV: 34 \(inferred\), unknown: 3\. Inferred means: /,
    );
  });

  it('are in the singular when there is one', () => {
    expect(field(renderMarkdown(singleImpact()), 'Affected')).toBe(
      'This incident affects one EV certificate. EV: 1.',
    );
  });
});

describe('the heuristic', () => {
  it('is option (3) when everything listed was examined', () => {
    expect(field(renderMarkdown(wholeImpact()), 'heuristic')).toMatch(/^\(3\) The full corpus/);
  });

  it('is left to a person when something listed is missing', () => {
    expect(field(renderMarkdown(troubledImpact()), 'heuristic')).not.toMatch(/^\(3\)/);
  });

  it('is left to a person when a line could not be read', () => {
    const { lines } = troubledImpact();
    expect(field(renderMarkdown(wholeImpact({ lines })), 'heuristic')).not.toMatch(/^\(3\)/);
  });
});

describe('guideline 2.0', () => {
  it('is prose that tells size, issuance, validity and features', () => {
    const section = impactSection(renderMarkdown(wholeImpact({ guideline: '2.0' })));
    expect(section).toMatch(/^### Impact\n\n5,079 certificates are affected\. /);
    expect(section).not.toMatch(/^[-*|]/m);
    for (const part of ['2025-05-30 00:00:11 UTC', '4,208', 'RSA 2048-bit', 'issuance had to']) {
      expect(section).toContain(part);
    }
  });
});

describe('guideline 1.0', () => {
  it('answers question 4 with one item for each list, and question 5 with the appendix', () => {
    const groups = [
      group('Wrong JOI', { certificates: certificates({ final: 18 }) }),
      group('Wrong state', {
        certificates: certificates({ final: 1 }),
        issuance: singleImpact().issuance,
      }),
    ];
    const section = impactSection(renderMarkdown(wholeImpact({ guideline: '1.0', groups })));
    expect(section).toContain('- Wrong JOI: 18 certificates. By notBefore, the first was issued');
    expect(section).toContain('- Wrong state: 1 certificate. By notBefore, it was issued');
    expect(section).toMatch(/\n5\. Complete certificate data: the appendix lists 5,079 certif/);
    expect(renderGfm(section).html).toMatch(/<ol start="4">/);
  });

  it('has one item, its problem to be named by a person, when there is one list', () => {
    const section = impactSection(renderMarkdown(singleImpact({ guideline: '1.0' })));
    expect(section).toContain(`- _[${PERSON_MARK}: name the problem]_: 1 certificate. `);
  });
});

describe('the supporting figures', () => {
  it('show the sums by which everything is accounted for', () => {
    const markdown = renderMarkdown(troubledImpact());
    expect(markdown).toContain('| 5,071 final + 2 presumed + 5 not examined |');
    expect(markdown).toContain(
      '| 3 blank + 4 comments + 1 heading + 2 not readable + 5,082 listing |',
    );
  });

  it('cut a long list of issuers, and say by how many', () => {
    const issuers = Array.from({ length: 400 }, (_, i) => ({ name: `CN=${i}`, count: 1 }));
    const markdown = renderMarkdown(wholeImpact({ issuers }));
    expect(markdown).toContain('| … and 350 more issuers |  |');
    expect(markdown).not.toContain('CN=50`');
  });

  it('name the first fifty entries not examined, and count the others', () => {
    const markdown = renderMarkdown(missingImpact(1234));
    expect(markdown).toContain('`appendix.txt`, line 50 |');
    expect(markdown).not.toContain('line 51');
    expect(markdown).toContain('\n… and 1,184 more.\n');
  });

  it('leave out the empty buckets of a histogram that is too long', () => {
    const histogram = Array.from({ length: 300 }, (_, i) => ({
      from: new Date(Date.UTC(2000, i)).toISOString(),
      to: new Date(Date.UTC(2000, i + 1)).toISOString(),
      count: i % 10 === 0 ? 1 : 0,
    }));
    const issuance = { ...wholeImpact().issuance, histogram };
    const markdown = renderMarkdown(wholeImpact({ issuance }));
    expect(markdown).toContain('Left out: 270 months without a certificate.');
    expect(markdown).toContain('| 2000-11 | 1 |');
  });

  it('compare several lists first, and then tell about each, though not about hundreds', () => {
    const groups = Array.from({ length: 300 }, (_, i) => group(`problem ${i}`));
    const markdown = renderMarkdown(wholeImpact({ groups }));
    expect(markdown).toContain('| problem 199 |');
    expect(markdown).toContain('| … and 100 more lists |');
    expect(markdown).toContain('| All lists together | 5,079 |');
    expect(markdown.match(/^##### List: /gm)).toHaveLength(20);
    expect(markdown).toContain('… and 280 more lists, compared in the table above.');
  });
});

describe('GitHub-flavoured rendering', () => {
  it.each(GUIDELINES)('holds no hostile text as anything but text (guideline %s)', (guideline) => {
    for (const { text } of HOSTILE_TEXTS)
      expectSound(renderMarkdown(hostileImpact(text, { guideline })));
  });

  it('keeps its shape with any text in it', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({
        unit: fc.constantFrom(
          ...Array.from('|\\`[]()<>&#@:/!*_~- \n'),
          'www.',
          '://',
          '<b>',
          'a',
          '1.',
          '\u202e',
        ),
        maxLength: 30,
      }),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(...GUIDELINES), (hostile, guideline) => {
        const markdown = renderMarkdown(hostileImpact(hostile, { guideline }));
        expectSound(markdown);
        const harmless = renderMarkdown(hostileImpact('CN=R3', { guideline }));
        expect(blocks(markdown)).toEqual(blocks(harmless));
      }),
      { numRuns: 150 },
    );
  });

  it('has the same number of cells in every row of a table', () => {
    const model = troubledImpact({ groups: [group('a'), group('b')], ...outcomes({}) });
    const tables = pipesPerRow(renderMarkdown(model));
    expect(tables.length).toBeGreaterThan(10);
    for (const rows of tables) expect(new Set(rows).size).toBe(1);
  });
});

function expectSound(markdown: string): void {
  const { html, elements, openText } = renderGfm(markdown);
  expect(elements.filter((name) => !OUR_ELEMENTS.has(name))).toEqual([]);
  expect(html).not.toMatch(/<\w+ (?!align="right"|start="4")[^>]*>/);
  expect(openText).not.toMatch(/@|:\/\/|www\./i);
  for (const rows of pipesPerRow(markdown)) expect(new Set(rows).size).toBe(1);
}

/** The block elements in order: what foreign text must not change. */
function blocks(markdown: string): string[] {
  return renderGfm(markdown).elements.filter((name) => name !== 'code');
}

function field(markdown: string, label: string): string {
  const line = markdown.split('\n').find((text) => text.startsWith('- **') && text.includes(label));
  return (line ?? '').replace(/^.*?:\*\* ?/, '');
}

function impactSection(markdown: string): string {
  return markdown.slice(0, markdown.indexOf('#### Supporting figures'));
}

describe('the dates of issuance', () => {
  const day = '2025-05-30T00:00:00Z';
  const bucket = { from: day, to: '2025-05-31T00:00:00Z' };
  const dated = (first: string, notBefore: number, scts: number) => ({
    notBefore: { first, last: first },
    sct: { first: scts === 0 ? null : first, last: scts === 0 ? null : first, certificates: scts },
    histogram: [{ ...bucket, count: notBefore }],
  });

  it('are said of all only where all have them', () => {
    const whole = certificates({ final: 3 });
    const markdown = renderMarkdown(
      wholeImpact({ certificates: whole, issuance: dated(day, 3, 3) }),
    );
    expect(markdown).toContain('By notBefore, all were issued at 2025-05-30 00:00:00 UTC.');
    const some = renderMarkdown(wholeImpact({ certificates: whole, issuance: dated(day, 2, 1) }));
    expect(some).toContain(
      'By notBefore, which can be read in 2 of the 3, they were issued at 2025-05-30 00:00:00 UTC.',
    );
    expect(some).toContain(
      'By their earliest SCT, which 1 of the 3 holds, it was issued at 2025-05-30 00:00:00 UTC.',
    );
  });

  it('are not said of certificates that were not examined', () => {
    const impact = troubledImpact({
      certificates: certificates({ final: 3, notExamined: 2 }),
      issuance: dated(day, 3, 0),
    });
    const markdown = renderMarkdown(impact);
    expect(markdown).toContain(
      'By notBefore, all examined were issued at 2025-05-30 00:00:00 UTC.',
    );
    expect(markdown).toContain('None of the 3 examined certificates holds an SCT');
  });
});
