/** Findings of one kind together, and how many of them a person is shown. */
import type { Finding, Severity } from '../../verify/finding.ts';
import { SEVERITIES } from '../../verify/finding.ts';

/** What is wrong in one way, in one file or sheet. */
export interface FindingGroup {
  readonly file: string;
  readonly sheet: string | null;
  readonly code: string;
  readonly severity: Severity;
  readonly findings: readonly Finding[];
}

export interface ShownGroup extends FindingGroup {
  /** At least one. */
  readonly shown: readonly ShownFinding[];
  /** Those of `findings` that are neither shown nor alike one that is. */
  readonly hidden: readonly Finding[];
}

export interface ShownFinding {
  readonly finding: Finding;
  /** Those that say the same of other lines. */
  readonly alike: readonly Finding[];
}

export interface ShownFindings {
  readonly groups: readonly ShownGroup[];
  /** Of each kind what stands in groups of which nothing is shown: the same in ever more files. */
  readonly unshown: readonly UnshownKind[];
}

export interface UnshownKind {
  readonly code: string;
  readonly severity: Severity;
  /** Findings. */
  readonly count: number;
  /** Files and sheets. */
  readonly places: number;
}

/** Of one kind in one file or sheet, those that are alike taken for one; the others are counted. */
export const MAX_SHOWN_IN_GROUP = 10;

/** Of one kind in all files: a folder of 10,000 files with one finding each is real. */
export const MAX_SHOWN_OF_CODE = 30;

/** File by file and sheet by sheet as they come; within, the worst first, then as they come. */
export function groupFindings(findings: readonly Finding[]): FindingGroup[] {
  const places = new Map<string, Map<string, Finding[]>>();
  for (const finding of findings) {
    const { file, sheet, severity, code } = finding;
    const kinds = entryOf(
      places,
      JSON.stringify([file, sheet]),
      () => new Map<string, Finding[]>(),
    );
    entryOf(kinds, `${severity} ${code}`, () => []).push(finding);
  }
  return [...places.values()].flatMap((kinds) => {
    const groups = [...kinds.values()].map(groupOf);
    return groups.sort((a, b) => rank(a.severity) - rank(b.severity));
  });
}

/** What a person is shown: everything, or so much of each kind that the rest can be imagined. */
export function shownFindings(groups: readonly FindingGroup[], all: boolean): ShownFindings {
  const left = new Map<string, number>();
  const shownGroups: ShownGroup[] = [];
  const unshown = new Map<string, UnshownKind>();
  for (const group of groups) {
    const { code, severity, findings } = group;
    const most = left.get(code) ?? MAX_SHOWN_OF_CODE;
    const different = all ? findings.map(alone) : takeAlike(findings);
    const count = all ? different.length : Math.min(most, MAX_SHOWN_IN_GROUP, different.length);
    left.set(code, most - count);
    if (count > 0) {
      const hidden = different.slice(count).flatMap(({ finding, alike }) => [finding, ...alike]);
      shownGroups.push({ ...group, shown: different.slice(0, count), hidden });
      continue;
    }
    const before = unshown.get(`${severity} ${code}`);
    unshown.set(`${severity} ${code}`, {
      code,
      severity,
      count: (before?.count ?? 0) + findings.length,
      places: (before?.places ?? 0) + 1,
    });
  }
  return { groups: shownGroups, unshown: [...unshown.values()] };
}

/** Whether something was left out. */
export function isCut({ groups, unshown }: ShownFindings): boolean {
  return unshown.length > 0 || groups.some(({ hidden }) => hidden.length > 0);
}

/** The message that all have in common, else `undefined`. */
export function sharedMessage({ findings }: FindingGroup): string | undefined {
  const message = findings[0]?.message;
  return findings.every((finding) => finding.message === message) ? message : undefined;
}

/** The rule that all cite, else `undefined`; `null` where none does. */
export function sharedRule({ findings }: FindingGroup): string | null | undefined {
  const rule = findings[0]?.rule;
  return findings.every((finding) => finding.rule === rule) ? rule : undefined;
}

function alone(finding: Finding): ShownFinding {
  return { finding, alike: [] };
}

/** A thousand cells with the same wrong word are one thing to say. */
function takeAlike(findings: readonly Finding[]): ShownFinding[] {
  const different = new Map<string, { finding: Finding; alike: Finding[] }>();
  for (const finding of findings) {
    const { column, message, expected, actual, rule } = finding;
    const key = JSON.stringify([column, message, expected, actual, rule]);
    const first = different.get(key);
    if (first === undefined) different.set(key, { finding, alike: [] });
    else first.alike.push(finding);
  }
  return [...different.values()];
}

function groupOf(findings: readonly Finding[]): FindingGroup {
  const { file, sheet, code, severity } = findings[0]!;
  return { file, sheet, code, severity, findings };
}

function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

function entryOf<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
