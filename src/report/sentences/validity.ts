/** How many of the certificates are expired, unexpired, and "remaining valid" (IRG 3.2). */
import type { Figures, Instant } from '../../impact/impact.ts';
import { forPerson, formatCount, formatInstant, paragraph, plural, say } from '../sentence.ts';
import type { Sentence } from '../sentence.ts';
import { examinedCertificates, isEmpty } from './counting.ts';
import { atLeast, evidenceSentence, revocationDoubt } from './revocation.ts';

/**
 * The "remaining valid" number, or why it is not known and what is: never a bare number that
 * revocation could still change.
 */
export function remainingValidSentence(figures: Figures, asOf: Instant): Sentence {
  const { validity } = figures;
  if (isEmpty(figures)) return say`0`;
  if (validity.remainingValid !== null) {
    const as = say`${atLeast(figures)}${validity.remainingValid}, as of ${formatInstant(asOf)}`;
    const unseen = unseenSentence(figures);
    const among = say`, among the ${examinedCertificates(figures)} examined`;
    const parts = [revocationDoubt(figures), unseen, evidenceSentence(figures)].filter(
      (part) => part.length > 0,
    );
    const number = unseen.length === 0 ? as : say`${as}${among}`;
    return parts.length === 0 ? number : paragraph([say`${number}.`, ...parts]);
  }
  if (noneUnexpired(figures)) {
    return say`0: ${expiredSentence(figures, asOf)}`;
  }
  const task = forPerson('the number of certificates that are neither expired nor revoked');
  if (validity.unexpired === null)
    return say`Not known, as no certificate could be examined. ${task}`;
  const parts = [
    figures.revocation === undefined
      ? say`Not known yet, as revocation was not checked.`
      : say`Not known. ${revocationDoubt(figures)}`,
    unexpiredSentence(figures, asOf),
    unseenSentence(figures),
    say`${task}`,
  ];
  return paragraph(parts.filter((part) => part.length > 0));
}

/** "As of …, 4,208 certificates are unexpired and 871 are expired." Empty if nothing was examined. */
export function unexpiredSentence(figures: Figures, asOf: Instant): Sentence {
  const { expired, unexpired } = figures.validity;
  if (expired === null || unexpired === null) return [];
  const examined = examinedCertificates(figures);
  const undated = examined - expired - unexpired;
  if (examined === 1) {
    const one = figures.certificates.total === 1 ? 'the certificate' : 'the 1 examined';
    if (undated === 1) return say`The notAfter of ${one} could not be read.`;
    return say`As of ${formatInstant(asOf)}, ${one} is ${unexpired === 1 ? 'unexpired' : 'expired'}.`;
  }
  const dated = say`As of ${formatInstant(asOf)}, ${plural(unexpired, 'certificate')} of the ${examined} examined ${unexpired === 1 ? 'is' : 'are'} unexpired and ${expired} expired`;
  if (undated <= 0) return say`${dated}.`;
  return say`${dated}; the notAfter of ${undated} could not be read.`;
}

/** Every listed certificate is known to be expired: none can remain valid, whatever was revoked. */
export function noneUnexpired(figures: Figures): boolean {
  const { certificates, validity } = figures;
  return certificates.total > 0 && validity.expired === certificates.total;
}

function expiredSentence({ certificates }: Figures, asOf: Instant): Sentence {
  const at = formatInstant(asOf);
  if (certificates.total === 1) return say`the certificate had expired as of ${at}.`;
  return say`all ${formatCount(certificates.total)} certificates had expired as of ${at}.`;
}

function unseenSentence({ certificates }: Figures): Sentence {
  if (certificates.notExamined === 0) return [];
  if (certificates.notExamined === 1) return say`The 1 not examined may be valid too.`;
  return say`The ${certificates.notExamined} not examined may be valid too.`;
}
