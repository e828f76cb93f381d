/** What has become of certificates that are counted, by the words around. */
import type { ClaimKind } from '../claim.ts';
import { has, type Phrase } from '../phrases/phrase.ts';
import { LIVE } from '../phrases/vocabulary.ts';
import { REVOCATION_DONE, REVOKED_LATER, STATUS_BEFORE, STATUS_BEHIND } from './status-cues.ts';

/** What the words within, behind and before say has become of the certificates. */
export function statusOf(phrase: Phrase, before: string, behind: string): ClaimKind | undefined {
  const words = new Set(phrase.modifiers);
  if (REVOCATION_DONE.alone.test(before)) return 'revoked';
  if (REVOCATION_DONE.before.test(before) && REVOCATION_DONE.behind.test(behind)) return 'revoked';
  if (/ revocation (?:of|for) (?:the |all )?$/.test(before) && PENDING.test(behind))
    return 'not-revoked';
  if (
    / for (?:the |all )?$/.test(before) &&
    behind.startsWith(' revocation ') &&
    PENDING.test(behind.slice(11))
  ) {
    return 'not-revoked';
  }
  if (words.has('unrevoked-unexpired') || has(phrase, LIVE)) return 'remaining-valid';
  const told = STATUS_BEHIND.find(({ pattern }) => pattern.test(behind))?.kind;
  if (told === 'revoked' && ALL_BUT.test(before)) return 'not-revoked';
  if (told !== undefined) return told;
  if (words.has('remaining') && REVOKED_LATER.test(behind)) return 'not-revoked';
  if (words.has('expired')) return 'expired';
  if (words.has('unrevoked') || words.has('non-revoked')) return 'not-revoked';
  return STATUS_BEFORE.find(({ pattern }) => pattern.test(before))?.kind;
}

/** "The 2 that were still valid were revoked": what has become of those that were valid. */
export function outcomeOf(behind: string): ClaimKind | undefined {
  const main = behind.replace(THAT_WERE_VALID, '');
  const told = STATUS_BEHIND.find(({ pattern }) => pattern.test(main))?.kind;
  return told === 'revoked' || told === 'not-revoked' ? told : undefined;
}

const PENDING =
  /^ (?:is|was|remains|has been) (?:still |currently |yet )?(?:pending|outstanding|incomplete) /;

const THAT_WERE_VALID =
  /^ (?:that|which) (?:(?:was|were|are|is|remained|remain) ){1,2}(?:still-valid|valid|active|live|unrevoked-unexpired)(?: ,)?(?= )/;

/** "All but 8 of the certificates were revoked". */
const ALL_BUT = / (?:all|each) (?:but|except|except for|apart from) (?:the )?$/;
