/** The words of the field that decide what a number counts. */

/** What is counted. A plural in any spelling; a singular is told from the noun that it qualifies. */
export const CERTIFICATES: ReadonlySet<string> = new Set([
  ...['certificates', 'certs', 'cerificates', 'certficates', 'certifcates', 'certificats'],
  ...['qwacs', "certificate's", "cert's", 'leafs', 'leaves', 'finals'],
]);
export const CERTIFICATE: ReadonlySet<string> = new Set(['certificate', 'cert', 'qwac']);
export const PRECERTIFICATES: ReadonlySet<string> = new Set([
  ...['precertificates', 'pre-certificates', 'precerts', 'pre-certs'],
  ...['precertificate', 'pre-certificate', 'precert', 'pre-cert'],
]);
export const INTERMEDIATES: ReadonlySet<string> = new Set([
  ...['icas', "ica's", 'sub-cas', 'subcas', 'subca-certificates'],
]);

/** After a singular "certificate", these make it a word for something else. */
export const NOT_COUNTED_AFTER: ReadonlySet<string> = new Set(
  (
    'problem problems request requests profile profiles type types authority authorities template ' +
    'templates order orders holder holders chain chains policy policies transparency subscriber ' +
    'subscribers revocation serial hash field fields issuance lifecycle management status signing ' +
    'application applications viewer user users owner store stores database data details list lists ' +
    'renewal renewals customer customers services service content contents extension extensions'
  ).split(' '),
);

/** Words that say that something is wrong with the certificates, or that the incident touches them. */
export const AFFECTED: ReadonlySet<string> = new Set(
  (
    'affected impacted misissued problematic noncompliant non-compliant faulty incorrect incorrectly ' +
    'erroneous erroneously invalid wrong wrongly non-conforming nonconforming defective bad malformed ' +
    'offending violating concerned vulnerable miss-issued incorrectly-issued mis-issued involved ' +
    'unauthorized fraudulent implicated non-conformant nonconformant improperly suspect'
  ).split(' '),
);

export const LIVE: ReadonlySet<string> = new Set(
  'active live still-valid valid unrevoked-unexpired outstanding time-valid remaining-valid'.split(
    ' ',
  ),
);

/** Determiners that speak of certificates that were named before. */
export const DEFINITE: ReadonlySet<string> = new Set(
  'the these those all both such remaining our its their said other above'.split(' '),
);

/** A number behind one of these is a name, not a count. */
export const NUMBERED: ReadonlySet<string> = new Set(
  (
    'bug bugs section sections version v rfc sc ballot comment level class table figure annex step ' +
    'no nr id chapter phase method sha tls appendix article clause attachment item page # § $ € £ ' +
    'part line row ticket sha- cabf ca ica subca sub-ca root'
  ).split(' '),
);

/** Between a number and what it counts stands none of these. */
export const BREAKERS: ReadonlySet<string> = new Set(
  (
    'is are was were be been being am has have had having do does did will would shall should can could may ' +
    'might must in on at by for with without from to into onto under over of that which who whose whom ' +
    'where when while because since until till after before during between within via per than then as ' +
    'if but so not no never this these those the a an it its they them we our us you i he she there ' +
    'here contained contain contains containing include includes including included ' +
    'states stated shows showed using about both each every ; : ? ! = @ @time'
  ).split(' '),
);

/** Things that are counted in reports and are no certificates. */
export const OTHER_THINGS: ReadonlySet<string> = new Set(
  (
    'customers subscribers domains cas crls reports bugs days hours months years minutes weeks times ' +
    'servers keys organizations organisations accounts responders issues problems percent % seconds ' +
    'requests responses profiles clients users employees people urls fqdns hostnames names ' +
    'cprs incidents findings vulnerabilities characters bits bytes digits templates hierarchies partners ' +
    'sites agencies companies entities orders tickets emails cases validations checks scans logs scts items'
  ).split(' '),
);

export interface QualifierPhrase {
  readonly words: readonly string[];
  /** As in the vocabulary of the labels. */
  readonly qualifier: string;
}

/** What stands before a number; the longest first. */
export const QUALIFIERS: readonly QualifierPhrase[] = [
  ...phrases('no fewer than|no less than|at least|minimum of|not less than', 'at least'),
  ...phrases('no more than|not more than|at most|up to|maximum of|as many as|\u2264', 'up to'),
  ...phrases(
    'slightly more than|a little more than|little more than|more than|greater than|in excess of|' +
      'upwards of|exceeding|well over|just over|slightly over|a little over|over|>',
    'more than',
  ),
  ...phrases('fewer than', 'fewer than'),
  ...phrases('less than|just under|slightly under|a little under|under|below|<', 'less than'),
  ...phrases(
    'approximately|approx .|approx|about|around|roughly|circa|ca .|~|nearly|almost|estimated|an estimated|some',
    'approximately',
  ),
  ...phrases('\u2265', 'at least'),
];

function phrases(list: string, qualifier: string): QualifierPhrase[] {
  return list.split('|').map((phrase) => ({ words: phrase.split(' '), qualifier }));
}
