/** Numbers that stand beside a type of certificate and are those of a part: a part is not the whole. */
import { describe, expect, it } from 'vitest';
import { readClaims } from '../../src/incident/read-claims.ts';

type Case = readonly [text: string, claims: readonly string[]];

/** Each claim as `kind value`, with its qualifier behind a semicolon. */
function expectClaims(text: string, claims: readonly string[]): void {
  const read = readClaims(`### Impact\n\n${text}\n`).claims.map(({ kind, value, qualifier }) => {
    const written =
      kind === 'count-by-type' || typeof value !== 'object'
        ? valueOf(value)
        : (value as readonly string[]).join('+');
    return `${kind} ${written}${qualifier === null ? '' : `; ${qualifier}`}`;
  });
  expect(read.sort()).toEqual([...claims].sort());
}

function valueOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const { type, count } = value as { type: string; count: number };
  return `${type} ${String(count)}`;
}

function divided(dv: number, ov: number, ev: number): readonly string[] {
  return [
    `count-by-type DV ${String(dv)}`,
    `count-by-type OV ${String(ov)}`,
    `count-by-type EV ${String(ev)}`,
    'types DV+OV+EV',
  ];
}

describe('what stands in brackets behind a type', () => {
  it.each<Case>([
    [
      '62 certificates: 41 DV (12 expired), 18 OV (3 expired), 3 EV (1 expired)',
      ['total 62', ...divided(41, 18, 3), 'expired 12; DV', 'expired 3; OV', 'expired 1; EV'],
    ],
    [
      '62 certificates (16 expired, 46 unexpired): 41 DV (29 unexpired), 18 OV (15 unexpired), 3 EV (2 unexpired).',
      ['total 62', 'expired 16', ...divided(41, 18, 3)],
    ],
    [
      '62 certificates: DV 41, of which 12 expired; OV 18, of which 3 expired; EV 3, of which 1 expired.',
      ['total 62', ...divided(41, 18, 3), 'expired 12; DV', 'expired 3; OV', 'expired 1; EV'],
    ],
    [
      '62 certificates: 41 DV (29 still valid), 18 OV (15 still valid), 3 EV (2 still valid)',
      [
        'total 62',
        ...divided(41, 18, 3),
        ...['remaining-valid 29; DV', 'remaining-valid 15; OV', 'remaining-valid 2; EV'],
      ],
    ],
    [
      '62 certificates: 41 DV, 18 OV and 3 EV (16 expired)',
      ['total 62', ...divided(41, 18, 3), 'expired 16'],
    ],
  ])('is of that type: %j', expectClaims);
});

describe('a division by type', () => {
  it.each<Case>([
    ['62 certificates are affected. 46 are not expired yet (29 DV, 15 OV, 2 EV).', ['total 62']],
    [
      '62 certificates are affected: 46 issued by us (all DV), 16 issued by others (12 DV, 4 OV).',
      ['total 62', 'count-by-type DV 12; of the 16', 'count-by-type OV 4; of the 16'],
    ],
    [
      'From June to December 2024 there were 50 certificates (35 DV, 15 OV); in January and February 2025 there were 12 (9 DV, 3 OV). The total is 62.',
      [
        'total 62',
        ...['DV 35', 'OV 15'].map((count) => `count-by-type ${count}; of the 50`),
        ...['DV 9', 'OV 3'].map((count) => `count-by-type ${count}; of the 12`),
      ],
    ],
    ['62 certificates. We issue 9,000 DV and 1,000 OV certificates each week.', ['total 62']],
    ['62 certificates. Each week we issue 9,000 DV and 1,000 OV certificates.', ['total 62']],
    [
      '62 certificates (41 DV, 18 OV, 3 EV). One DV certificate and two OV certificates, which had been reported by a researcher, were revoked first.',
      ['total 62', ...divided(41, 18, 3)],
    ],
    [
      "62 certificates. We'll revoke the 15 OV certificates and 2 EV certificates by 2025-03-15, and the 29 DV certificates by 2025-03-16.",
      ['total 62'],
    ],
    [
      'Problem 1: 26 certificates (16 DV, 10 OV). Problem 2: 7 certificates (3 DV, 4 OV).',
      ['total 26', 'total 7', 'types DV+OV'],
    ],
  ])('is of what it stands behind: %j', expectClaims);

  it.each<Case>([
    [
      '62 certificates are affected. 41 of the 62 are DV, 18 OV, 3 EV.',
      ['total 62', ...divided(41, 18, 3)],
    ],
    [
      'In sum 62 certificates are affected: 3 of these 21 are EV, 18 of these 21 are OV.',
      ['total 62', 'count-by-type EV 3; of the 21', 'count-by-type OV 18; of the 21'],
    ],
  ])('may name the whole: %j', expectClaims);

  it.each<Case>([
    [
      'Our first post said that 59 certificates (38 DV, 18 OV, 3 EV) were affected. That was not correct: it should have read 62 certificates (41 DV, 18 OV, 3 EV).',
      ['total 62', ...divided(41, 18, 3), 'count-by-type DV 38; of the 59'],
    ],
    [
      'Where comment 0 gave 17 OV certificates and 2 EV certificates, there are 18 OV certificates and 3 EV certificates.',
      ['count-by-type OV 18', 'count-by-type EV 3', 'types OV+EV'],
    ],
    [
      '2 EV certificates and 17 OV certificates were found first. The count is complete: 41 DV, 18 OV and 3 EV certificates.',
      divided(41, 18, 3),
    ],
  ])('is the last that the report stands by: %j', expectClaims);
});

describe('the types of a part', () => {
  it.each<Case>([
    [
      '62 certificates. By the time of this report 40 DV certificates have been replaced.',
      ['total 62'],
    ],
    ['62 certificates. 2 EV certificates are used by banks.', ['total 62']],
    ['We had believed that the number of affected certificates was 59.', []],
  ])('are not those of all: %j', expectClaims);
});
