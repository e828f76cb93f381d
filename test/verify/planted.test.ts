/** Mistakes as CAs make them, planted into reports on incidents made of the corpus: each is found and named. */
import { describe, expect, it } from 'vitest';
import { hasShared } from '../support/shared.ts';
import {
  corpusIncidents,
  pairedIncident,
  type Figures,
  type Incident,
  POSTED,
  type ReportStyle,
  STYLES,
} from './incidents.ts';
import { linksOf, type Listing, verify } from './support.ts';

const DAY = 86_400;
const there = hasShared('corpus/real.pem') && hasShared('corpus/oracle.jsonl.gz');
const INCIDENTS = [...(there ? corpusIncidents() : []), await pairedIncident()];

interface Mistake {
  readonly name: string;
  readonly codes: readonly string[];
  /** What the report says instead, or what is listed instead; `undefined` where it cannot be made. */
  readonly plant: (incident: Incident, style: ReportStyle) => Partial<Listing> | undefined;
}

function listing(
  { certificates, precertificates, figures }: Incident,
  { guideline, write }: ReportStyle,
): Listing {
  return {
    files: { 'list.txt': linksOf(...certificates) },
    certificates: [...certificates, ...precertificates],
    guideline,
    asOf: POSTED,
    report: write(figures),
  };
}

/** The report says something else. */
function says(change: (incident: Incident) => Partial<Figures> | undefined): Mistake['plant'] {
  return (incident, { write }) => {
    const changed = change(incident);
    return changed && { report: write({ ...incident.figures, ...changed }) };
  };
}

const MISTAKES: readonly Mistake[] = [
  {
    name: 'lines counted, of which some are twice',
    codes: ['claim-counts-twice'],
    plant: ({ certificates, figures }, { write }) => ({
      files: { 'list.txt': linksOf(...certificates, ...certificates.slice(0, 2)) },
      report: write({ ...figures, total: figures.total + 2 }),
    }),
  },
  {
    name: 'precertificates counted beside their certificates',
    codes: ['claim-counts-twice'],
    plant: ({ certificates, precertificates, figures }, { write }) =>
      precertificates.length === 0
        ? undefined
        : {
            files: { 'list.txt': linksOf(...certificates, ...precertificates) },
            report: write({ ...figures, total: figures.total + precertificates.length }),
          },
  },
  {
    name: 'rows missing',
    codes: ['claim-count-differs', 'claim-counts-twice'],
    plant: ({ certificates }) => ({ files: { 'list.txt': linksOf(...certificates.slice(0, -1)) } }),
  },
  {
    name: 'a wrong first date',
    codes: ['claim-date-differs'],
    plant: says(({ figures }) => ({ first: figures.first + 40 * DAY })),
  },
  {
    name: 'a wrong last date',
    codes: ['claim-date-differs'],
    plant: says(({ figures }) => ({ last: figures.last - 400 * DAY })),
  },
  {
    name: 'local time said to be UTC',
    codes: ['claim-zone-differs', 'claim-date-differs', 'claim-date-near'],
    plant: (incident, style) => {
      if (style.guideline === '2.0') return undefined;
      return says(({ figures }) => ({ first: figures.first + 7200 }))(incident, style);
    },
  },
  {
    name: 'a wrong type',
    codes: ['claim-types-differ'],
    plant: (incident, style) => {
      if (style.guideline === '1.0') return undefined;
      const { types } = incident.figures;
      const wrong = [...types].map(
        ([type, count]) => [type === 'DV' ? 'EV' : 'DV', count] as const,
      );
      return says(() => ({ types: new Map(wrong) }))(incident, style);
    },
  },
  {
    name: 'types that are miscounted',
    codes: ['claim-type-count-differs'],
    plant: (incident, style) => {
      const { types } = incident.figures;
      if (style.guideline !== '3.2' || types.size < 2) return undefined;
      const [[type, count]] = [...types] as [[string, number]];
      return says(() => ({ types: new Map([...types, [type, count + 3]]) }))(incident, style);
    },
  },
  {
    name: 'certificates left out whose precertificates alone are logged',
    codes: ['claim-counts-part', 'claim-count-differs'],
    plant: ({ certificates, precertificates, figures }, { write }) => {
      if (precertificates.length === 0) return undefined;
      return {
        // the certificates stand before others, whose precertificates are listed instead of them
        files: { 'list.txt': linksOf(...precertificates, ...certificates.slice(0, 1)) },
        report: write({ ...figures, total: 1 }),
      };
    },
  },
  {
    name: 'the number of an earlier report',
    codes: ['claim-count-differs', 'claim-counts-part'],
    plant: says(({ figures }) => ({ total: figures.total - 1 })),
  },
  {
    name: 'more that remain valid than are listed',
    codes: ['report-rows-below-remaining'],
    plant: (incident, style) => {
      if (style.guideline !== '3.2') return undefined;
      return says(({ figures }) => ({ remainingValid: figures.total + 3 }))(incident, style);
    },
  },
];

async function codes(listed: Listing): Promise<string[]> {
  const { findings } = (await verify(listed)).findings;
  return findings
    .filter(({ file }) => file === 'report.md')
    .map(({ code, message }) => `${code}: ${message}`);
}

describe('a report on an incident', () => {
  it.skipIf(!there)('is made of enough incidents, some with precertificates', () => {
    expect(INCIDENTS.length).toBeGreaterThan(10);
    expect(INCIDENTS.some(({ precertificates }) => precertificates.length > 5)).toBe(true);
    expect(INCIDENTS.some(({ figures }) => figures.types.size > 1)).toBe(true);
  });

  describe.each(STYLES)('in the words of IRG $guideline', (style) => {
    it.each(INCIDENTS)('gives no finding when it is right: $name', async (incident) => {
      expect(await codes(listing(incident, style))).toEqual([]);
    });

    it.each(INCIDENTS)(
      'gives none when precertificates are listed too: $name',
      async (incident) => {
        const { certificates, precertificates } = incident;
        const files = { 'list.txt': linksOf(...certificates, ...precertificates) };
        expect(await codes({ ...listing(incident, style), files })).toEqual([]);
      },
    );

    it.each(INCIDENTS)('gives none when nothing can be had: $name', async (incident) => {
      expect(await codes({ ...listing(incident, style), certificates: [] })).toEqual([]);
    });

    for (const { name, codes: named, plant } of MISTAKES) {
      const planted = INCIDENTS.flatMap((incident) => {
        const change = plant(incident, style);
        return change === undefined
          ? []
          : [{ incident: incident.name, listed: { ...listing(incident, style), ...change } }];
      });
      if (planted.length === 0) continue;
      it.each(planted)(`tells ${name}: $incident`, async ({ listed }) => {
        const found = await codes(listed);
        const isNamed = found.some((one) => named.some((code) => one.startsWith(`${code}:`)));
        expect(isNamed, found.join('\n') || 'nothing is found').toBe(true);
      });
    }
  });
});
