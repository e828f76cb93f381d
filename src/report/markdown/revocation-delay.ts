/** The update of a bug marked revocation-delay: the four points of IRG 3.2, "When are reports updated?" */
import type { Impact } from '../../impact/impact.ts';
import { examinedCertificates, totalCaveats } from '../sentences/counting.ts';
import {
  atLeast,
  deadlineSentence,
  evidenceSentence,
  revocationDoubt,
  revokedWords,
} from '../sentences/revocation.ts';
import { forPerson, formatInstant, paragraph, plural, say, type Sentence } from '../sentence.ts';
import { deadlineTable, evidenceTable, reasonsTable } from '../tables/revocation.ts';
import { inlineMarkdown } from './inline.ts';
import { tableMarkdown } from './table.ts';

/** The points in order, as they stand between `**` and `:**`. */
export const DELAY_POINTS = [
  'Number of certificates that have been revoked',
  'Number of certificates that have not yet been revoked',
  'Number of certificates planned for revocation that have expired',
  'Estimate for when all remaining revocations will be completed',
] as const;

export function renderRevocationDelay(impact: Impact): string {
  const answers: Readonly<Record<(typeof DELAY_POINTS)[number], Sentence>> = {
    'Number of certificates that have been revoked': revokedPoint(impact),
    'Number of certificates that have not yet been revoked': openPoint(impact),
    'Number of certificates planned for revocation that have expired': expiredPoint(impact),
    'Estimate for when all remaining revocations will be completed': [
      forPerson('the date, and what it rests on'),
    ],
  };
  const points = DELAY_POINTS.map((point) => `- **${point}:** ${inlineMarkdown(answers[point])}`);
  const further = [deadlineSentence(impact), totalCaveats(impact), evidenceSentence(impact)]
    .filter((sentence) => sentence.length > 0)
    .map(inlineMarkdown);
  const tables = [deadlineTable(impact), reasonsTable(impact), evidenceTable(impact)];
  const blocks = [
    `### Revocation as of ${formatInstant(impact.asOf)}`,
    inlineMarkdown(scope(impact)),
    points.join('\n'),
    ...further,
    ...tables.filter(({ rows }) => rows.length > 0).flatMap(tableMarkdown),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function scope(impact: Impact): Sentence {
  const { total } = impact.certificates;
  const examined = examinedCertificates(impact);
  const all = say`${plural(total, 'certificate is', 'certificates are')} affected`;
  return examined === total
    ? say`${all}.`
    : say`${all}; the numbers cover the ${examined} examined.`;
}

function revokedPoint(impact: Impact): Sentence {
  const { revoked } = impact.validity;
  if (revoked === null) return notKnown(impact, 'how many certificates have been revoked');
  return revoked === 0 ? say`${atLeast(impact)}0` : say`${atLeast(impact)}${revokedWords(impact)}.`;
}

/** Those that remain valid. */
function openPoint(impact: Impact): Sentence {
  const { revocation, validity } = impact;
  if (revocation === undefined || validity.remainingValid === null) {
    return notKnown(impact, 'how many have not yet been revoked');
  }
  const number = say`${atLeast(impact)}${revocation.statuses.notRevoked}`;
  const doubt = revocationDoubt(impact);
  return doubt.length === 0 ? number : paragraph([say`${number}.`, doubt]);
}

/** "Planned for revocation" is what had not expired when the CA became aware. */
function expiredPoint(impact: Impact): Sentence {
  const { revocation } = impact;
  if (revocation === undefined) return say`Not checked.`;
  if (examinedCertificates(impact) === 0 && impact.certificates.total > 0) {
    return notKnown(impact, 'how many of them have expired');
  }
  const { delay, statuses } = revocation;
  if (delay == null) return say`${statuses.expired}`;
  const before = delay.expiredBeforeDiscovery;
  const planned = say`${statuses.expired - before}`;
  if (before === 0) return planned;
  return say`${planned}. ${before} more had expired before the CA was aware.`;
}

function notKnown(impact: Impact, task: string): Sentence {
  const parts = [say`Not known.`, revocationDoubt(impact), say`${forPerson(task)}`];
  return paragraph(parts.filter((part) => part.length > 0));
}
