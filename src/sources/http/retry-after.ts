/** RFC 9110 §10.2.3: seconds or a date, which is measured against the server's own clock. */
export function retryAfterSeconds(value: string, date: string): number | undefined {
  if (value === '') return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  const seconds = (Date.parse(value) - Date.parse(date)) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}
