import type { Guideline } from '../../impact/impact.ts';
import type { GuidelineVersion } from '../../incident/claim.ts';
import { guidelineInForce } from '../../incident/document/guideline.ts';

/** A version of the guidelines, and what told it: the caller, the form of the report, its time, or nothing. */
export interface ToldGuideline {
  readonly version: Guideline;
  readonly by: 'caller' | 'form' | 'time' | 'none';
}

/**
 * A report is judged by the version whose form it has, else by that in force when it was posted. The form goes
 * first: `reportedAt` may be a time of measuring only, and nobody fills in a template before it is published.
 */
export function tellGuideline(
  asked: { readonly guideline?: Guideline | undefined; readonly reportedAt?: number | undefined },
  report: { readonly guideline?: GuidelineVersion } | undefined,
): ToldGuideline {
  if (asked.guideline !== undefined) return { version: asked.guideline, by: 'caller' };
  if (report?.guideline !== undefined) return { version: report.guideline, by: 'form' };
  if (report === undefined || asked.reportedAt === undefined)
    return { version: LATEST, by: 'none' };
  return { version: guidelineInForce(asked.reportedAt), by: 'time' };
}

const LATEST: Guideline = '3.2';
