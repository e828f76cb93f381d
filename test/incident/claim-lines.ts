/** Claims as lines, for tests of what a text claims and what it does not. */
import { expect } from 'vitest';
import { readClaims } from '../../src/incident/read-claims.ts';

/** A text and the lines of its claims, in any order. */
export type Case = readonly [text: string, claims: readonly string[]];

/** Each claim as `kind value`, with its qualifier behind a semicolon. */
export function claimsOf(report: string): string[] {
  return readClaims(report).claims.map(({ kind, value, qualifier }) => {
    const written = typeof value === 'object' ? JSON.stringify(value) : String(value);
    return `${kind} ${written}${qualifier === null ? '' : `; ${qualifier}`}`;
  });
}

/** The report claims this and nothing else. */
export function expectClaims(report: string, claims: readonly string[]): void {
  expect(claimsOf(report).sort()).toEqual([...claims].sort());
}

/** A report whose Impact is this text. */
export function impact(text: string): string {
  return `### Impact\n\n${text}\n`;
}
