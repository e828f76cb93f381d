/** The sections of a report, in the templates of every version and in the questions of the wiki. */

export type Section =
  | 'none'
  | 'summary'
  | 'impact'
  | 'timeline'
  | 'stopped'
  | 'related'
  | 'cause'
  | 'lessons'
  | 'actions'
  | 'appendix';

/** The section that a heading or a line alone begins. */
export function sectionOfTitle(title: string): Section | undefined {
  const plain = title
    .toLowerCase()
    .replaceAll(/["'*_`=#:]/g, '')
    .replace(/^[\s\d.)(\u2013-]+/, '')
    .replace(/[\s.\u2013-]+$/, '')
    .trim();
  if (plain.length === 0 || plain.length > MAX_TITLE) return undefined;
  return TITLES.find(([pattern]) => pattern.test(plain))?.[1];
}

/** The section that a question of IRG 1.0 or of Mozilla's wiki begins, wherever in a line it stands. */
export function sectionOfQuestion(line: string): Section | undefined {
  const plain = line.slice(0, MAX_QUESTION).toLowerCase();
  return QUESTIONS.find(([pattern]) => pattern.test(plain))?.[1];
}

/** Whether a sentence is the template's own, and says nothing of the incident. */
export function isTemplateText(sentence: string): boolean {
  const plain = sentence.slice(0, MAX_QUESTION).toLowerCase().replaceAll(/\s+/g, ' ');
  return TEMPLATE.some((pattern) => pattern.test(plain));
}

const MAX_TITLE = 80;
const MAX_QUESTION = 400;

const TITLES: readonly (readonly [RegExp, Section])[] = [
  [/^(?:executive |incident )?summary(?: of (?:the )?(?:incident|issue))?$/, 'summary'],
  [/^(?:incident )?(?:description|overview)$|^problem description$|^introduction$/, 'summary'],
  [/^how (?:we |you )?(?:first )?became aware(?: of the problem)?$/, 'summary'],
  [/^(?:incident )?(?:impact|scope)(?: analysis| assessment)?$/, 'impact'],
  [/^summary of (?:the )?(?:problematic|affected) certificates$/, 'impact'],
  [/^timeline(?: of .*)?$|^incident timeline$/, 'timeline'],
  [/^related incidents?$|^related bugs?$/, 'related'],
  [/^root cause(?:s|\(s\))?(?: analysis)?$|^contributing factors?.*$/, 'cause'],
  [/^lessons learned$|^what (?:went well|didnt go well|did not go well)$/, 'lessons'],
  [/^where we got lucky$|^fortuitous circumstances$/, 'lessons'],
  [/^action items?$|^remediation(?: plan| items)?$|^next steps$/, 'actions'],
  [/^appendix.*$|^details of (?:the )?affected certificates$|^attachments?$/, 'appendix'],
  [/^(?:preliminary|full|initial|final|interim)? ?incident report$/, 'summary'],
];

const QUESTIONS: readonly (readonly [RegExp, Section])[] = [
  [/how (?:your|the) ca first became aware/, 'summary'],
  [/a timeline of the actions (?:your|the) ca took/, 'timeline'],
  [/whether (?:your|the) ca has stopped/, 'stopped'],
  [
    /(?:summary of the problematic certificates|for each problem: (?:the )?number of cert)/,
    'impact',
  ],
  [/summary of (?:the )?(?:problematic )?certificates\. for each/, 'impact'],
  [/complete certificate data for the problematic/, 'appendix'],
  [/explanation (?:about|of) how and why the mistakes/, 'cause'],
  [/list of steps (?:your|the) ca is taking/, 'actions'],
];

/** Phrases of the questions of IRG 1.0 and of the wiki, and of the examples in the templates. */
const TEMPLATE: readonly RegExp[] = [
  /how (?:your|the) ca first became aware/,
  /a timeline of the actions (?:your|the) ca took/,
  /whether (?:your|the) ca has stopped,? or has not yet stopped/,
  /a statement that you have (?:not )?(?:will|requires)/,
  /will be considered a pledge/,
  /a summary of the problematic certificates/,
  /number of cert(?:ificate)?s,? and the date the first and last/,
  /complete certificate data for the problematic/,
  /the recommended way to provide this is to ensure each certificate/,
  /explanation (?:about|of) how and why the mistakes/,
  /list of steps (?:your|the) ca is taking/,
  /\[sha256 fingerprint of the certificate\]/,
  /^yyyy-mm-dd|hh:mm example/,
  /was issuance stopped in response to this incident,? and why or why not/,
];
