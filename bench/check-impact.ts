interface Counted {
  readonly certificates: { readonly total: number; readonly notExamined: number };
}

/**
 * A fast wrong answer is no answer: the Impact in JSON must count so many certificates, all examined.
 */
export function checkImpact(json: string, certificates: number): void {
  const { total, notExamined } = (JSON.parse(json) as Counted).certificates;
  if (total !== certificates || notExamined !== 0) {
    throw new Error(`${total} certificates, ${notExamined} not examined, of ${certificates}`);
  }
}
