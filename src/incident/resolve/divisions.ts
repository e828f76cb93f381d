/** Which of several divisions by type is the one that the report stands by. */
import type { Draft, Statement } from '../draft.ts';

/** Counts by type that are told together. */
interface Division {
  readonly drafts: readonly Draft[];
  readonly sum: number;
}

/**
 * The division of all; that of a part is told of the part ("152 are not expired yet (131 DV, 21 OV)"). Of
 * several that differ, the one that adds up to the total, else the last of those that name the most types.
 */
export function resolveDivisions(drafts: readonly Draft[], totals: readonly Draft[]): Draft[] {
  const isFree = ({ kind, strength, qualifier }: Draft): boolean =>
    kind === 'count-by-type' && strength !== 'field' && qualifier === null;
  const wholes = new Set(totals.map(({ value }) => value));
  const divisions = divisionsOf(drafts.filter(isFree)).map((one) => ofPart(one, wholes));
  const open = divisions.filter(({ drafts: [first] }) => first!.qualifier === null);
  const kept = standing(open, wholes);
  const ofParts = divisions.filter((one) => !open.includes(one));
  // what is told of all goes before the same number of a part
  const read = [...kept, ...ofParts].flatMap((one) => one.drafts);
  return [...drafts.filter((draft) => !isFree(draft)), ...read];
}

/** Told in one sentence, of the same number, each type once; or each in a line of its own. */
function divisionsOf(drafts: readonly Draft[]): Division[] {
  const groups: Draft[][] = [];
  const told = new Map<Statement, number>();
  for (const { statement } of drafts) told.set(statement, (told.get(statement) ?? 0) + 1);
  for (const draft of drafts) {
    const group = groups.at(-1);
    const isNew = group === undefined || group.some((other) => typeOf(other) === typeOf(draft));
    if (isNew || !isTogether(group.at(-1)!, draft, told)) groups.push([draft]);
    else group.push(draft);
  }
  return groups.map((group) => ({
    drafts: group,
    sum: group.reduce((sum, draft) => sum + countOf(draft), 0),
  }));
}

/** `told` is how many counts each sentence has: reports have thousands, and each is asked once. */
function isTogether(last: Draft, draft: Draft, told: ReadonlyMap<Statement, number>): boolean {
  if (last.statement === draft.statement) {
    return last.whole === draft.whole || draft.whole === undefined;
  }
  const isAlone = ({ statement }: Draft): boolean => told.get(statement) === 1;
  const isNext = draft.statement.order - last.statement.order === 1;
  return isNext && draft.whole === undefined && isAlone(last) && isAlone(draft);
}

/** The number that they stand behind is that of a part. */
function ofPart(division: Division, wholes: ReadonlySet<unknown>): Division {
  const whole = division.drafts[0]!.whole;
  const isOfPart =
    whole !== undefined && wholes.size > 0 && !wholes.has(whole) && !wholes.has(division.sum);
  if (!isOfPart) return division;
  const qualifier = `of the ${String(whole)}`;
  return { ...division, drafts: division.drafts.map((draft) => ({ ...draft, qualifier })) };
}

function standing(divisions: readonly Division[], wholes: ReadonlySet<unknown>): Division[] {
  const adding = divisions.filter(({ sum }) => wholes.has(sum));
  // "Problem 1: 26 certificates (16 DV, 10 OV). Problem 2: …": none is the division of all
  if (new Set(adding.map(({ sum }) => sum)).size > 1 && !adding.some(isUpdate)) return [];
  const best =
    adding.at(-1) ??
    divisions.reduce<Division | undefined>(
      (most, one) => (one.drafts.length >= (most?.drafts.length ?? 0) ? one : most),
      undefined,
    );
  if (best === undefined) return [];
  return divisions.filter((one) => one === best || !differs(one, best));
}

/** What is told later of the same certificates. */
function isUpdate({ drafts: [first] }: Division): boolean {
  return UPDATES.test(first!.statement.sentence.form);
}

const UPDATES =
  / (?:now|update|updated|correct|corrected|correction|correctly|revised|instead|actually|in fact|complete|final|should (?:be|read|have (?:been|read|said))) /;

/** Whether two tell a type of different numbers. */
function differs(one: Division, other: Division): boolean {
  return one.drafts.some((draft) =>
    other.drafts.some((told) => typeOf(told) === typeOf(draft) && countOf(told) !== countOf(draft)),
  );
}

function typeOf({ value }: Draft): string {
  return (value as { type: string }).type;
}

function countOf({ value }: Draft): number {
  return (value as { count: number }).count;
}
