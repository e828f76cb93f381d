/** Reports in the shape of the guidelines' templates, as CAs post them. */

export const FULL_3 = `## Full Incident Report

### Summary
- **CA Owner CCADB unique ID:** A000123
- **Incident description:** The subject was wrong.

### Impact
- **Total number of certificates:** 3
- **Total number of "remaining valid" certificates:** 0

### Timeline
All times are UTC.
2025-06-01 12:00 A problem report came in.

### Root Cause Analysis
A profile was changed without review.

### Action Items
| Action Item | Kind | Due Date |
| --- | --- | --- |
| Review profiles | Prevent | 2025-07-01 |

### Appendix
See the attachment.
`;

export const PRELIMINARY_3 = `## Preliminary Incident Report

### Summary
- **Incident description:** The subject of some certificates was wrong.
- **Relevant policies:** TLS BR 7.1.2.7
- **Source of incident disclosure:** Self Reported
`;

/** As the guidelines have it, with nothing filled in. */
export const EMPTY_3 = `Please use this template:

## Full Incident Report

### Summary
- **CA Owner CCADB unique ID:** 
- **Incident description:** 

### Impact
- **Total number of certificates:**
- **Total number of "remaining valid" certificates:** 

### Timeline

### Root Cause Analysis

### Action Items

### Appendix
`;

export const FULL_2 = `**Incident Report**

**Summary**

Three certificates were issued with a wrong subject.

**Impact**

Three OV certificates, issued from 2024-01-02 to 2024-01-05.

**Timeline**

2024-01-06 10:00 We were told.

**Root Cause Analysis**

The address was not verified again.
`;

const QUESTIONS_1: readonly string[] = [
  'How your CA first became aware of the problem (e.g. via a problem report submitted to your Problem Reporting Mechanism, a discussion in mozilla.dev.security.policy, a Bugzilla bug, or internal self-audit), and the time and date.',
  'A timeline of the actions your CA took in response. A timeline is a date-and-time-stamped sequence of all relevant events. This may include events before the incident was reported, such as when a particular requirement became applicable, or a document changed, or a bug was introduced, or an audit was done.',
  'Whether your CA has stopped, or has not yet stopped, issuing certificates with the problem. A statement that you have will be considered a pledge to the community; a statement that you have not requires an explanation.',
  'A summary of the problematic certificates. For each problem: number of certs, and the date the first and last certs with that problem were issued.',
  'The complete certificate data for the problematic certificates. The recommended way to provide this is to ensure each certificate is logged to CT and then list the fingerprints or crt.sh IDs, either in the report or as an attached spreadsheet, with one list per distinct problem.',
  'Explanation about how and why the mistakes were made or bugs introduced, and how they avoided detection until now.',
  'List of steps your CA is taking to resolve the situation and ensure such issuance will not be repeated in the future, accompanied with a timeline of when your CA expects to accomplish these things.',
];

/** Asks for a report; root programs post it. */
export const QUESTIONS_ONLY = `Please answer these:\n\n${numbered(QUESTIONS_1)}`;

const ANSWERS: readonly string[] = [
  'We became aware on 2018-05-17, when a customer asked about the country in the subject of a certificate.',
  '2018-05-17 10:00 UTC the customer asked. 2018-05-17 12:00 UTC issuance was stopped. 2018-05-18 all were revoked.',
  'We have stopped issuing certificates with this problem.',
  'Three certificates, the first issued on 2018-01-02, the last on 2018-05-01.',
  'See the attachment.',
  'The list of countries that the form offers was from 2009 and had not been brought up to date since then.',
  'The list is taken from ISO 3166 now, every month. This has been done on 2018-05-20.',
];

export const FULL_1 = numbered(
  QUESTIONS_1.map((question, at) => `${question}\n\n${ANSWERS[at]!} ${ANSWERS[at]!}`),
);

/** Without the questions, and nothing but numbers in front. */
export const NUMBERED_1 = `Incident report\n\n${numbered(ANSWERS.map((each) => `${each} ${each}`))}`;

function numbered(texts: readonly string[]): string {
  return texts.map((text, at) => `${at + 1}. ${text}\n\n`).join('');
}
