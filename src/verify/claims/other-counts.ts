/** What else a number may be the count of. */
import { formatCount } from '../../impact/count.ts';
import type { Impact } from '../../impact/impact.ts';
import { isComplete, type ClaimView } from './listed.ts';

export interface OtherCount {
  /** `twice`: counts certificates more than once; `part`: leaves some out. */
  readonly kind: 'twice' | 'part';
  /** "the number of lines that list certificates". */
  readonly what: string;
}

/** What a number that is not that of the certificates is the number of, if it is of anything. */
export function otherCount(claimed: number, view: ClaimView): OtherCount | undefined {
  const { impact } = view.listed;
  const { total } = impact.certificates;
  if (claimed === total || claimed === 0) return undefined;
  const counts = claimed > total ? larger(impact, isComplete(view)) : smaller(impact);
  const found = counts.find(([count]) => count === claimed);
  return found && { kind: claimed > total ? 'twice' : 'part', what: found[1] };
}

/** The number of one of several lists. */
export function listOf(claimed: number, { groups }: Impact): string | undefined {
  return groups.find(({ certificates }) => certificates.total === claimed)?.name;
}

type Count = readonly [count: number, what: string];

function larger({ certificates, entries, lines }: Impact, isWhole: boolean): Count[] {
  const { precertificates } = certificates;
  const half = formatCount(precertificates);
  const both = `the number of precertificates and final certificates together, ${half} precertificates counted beside their certificates`;
  const { duplicates } = entries;
  const again = `${formatCount(duplicates)} ${duplicates === 1 ? 'duplicate' : 'duplicates'} included`;
  return [
    [entries.unique, both],
    [entries.total, `the number of entries, ${again}`],
    [lines.listing, `the number of lines that list certificates, ${again}`],
    // one line more than certificates may as well be a certificate that is left out
    ...(isWhole
      ? ([[lines.total, 'the number of lines, those without a certificate too']] as const)
      : []),
  ];
}

function smaller({ certificates, validity, lines, groups }: Impact): Count[] {
  const { final, presumed, notExamined, precertificates } = certificates;
  return [
    [
      final,
      `the number of final certificates listed; ${formatCount(presumed)} more ${presumed === 1 ? 'is' : 'are'} promised by precertificates`,
    ],
    [
      final + presumed,
      `the number of certificates that could be had; ${formatCount(notExamined)} more ${notExamined === 1 ? 'is' : 'are'} listed`,
    ],
    [validity.unexpired ?? -1, 'the number of certificates that have not expired'],
    [precertificates, 'the number of precertificates listed'],
    [lines.listing, 'the number of lines; some list several certificates'],
    ...groups.map(({ name, certificates }): Count => {
      return [certificates.total, `the number of the list ${name}`];
    }),
  ];
}
