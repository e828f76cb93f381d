/**
 * `5079` as `5,079`. Not with `Intl.NumberFormat`, whose first use takes 11 ms: more than the figures
 * of a thousand certificates.
 * @param count a whole number, not negative
 */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
