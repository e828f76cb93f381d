/** Whether a text is none: a file of another kind, or UTF-16 without its mark. */
export function isBinary(report: string): boolean {
  const start = report.slice(0, LOOKED_AT);
  const controls = start.match(CONTROLS)?.length ?? 0;
  return controls > Math.max(MIN_CONTROLS, start.length * MAX_CONTROLS);
}

const LOOKED_AT = 10_000;
/** A stray few are in many a text. */
const MIN_CONTROLS = 8;
const MAX_CONTROLS = 0.02;
// eslint-disable-next-line no-control-regex -- what texts do not have is looked for
const CONTROLS = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f\ufffd]/g;
