/** How much of a list a person is shown; the JSON has all of it. */

/** Code points of one foreign text: a distinguished name of ten megabytes is a real attack. */
export const MAX_FOREIGN_TEXT = 300;

/** Rows of a table of issuers, policies, keys and the like: hundreds of issuers are real. */
export const MAX_TABLE_ROWS = 50;

/** Buckets of the histogram: thirty-two years of months would bury the rest. */
export const MAX_HISTOGRAM_ROWS = 60;

/** Entries that could not be examined, or lines that could not be read. */
export const MAX_UNEXAMINED_ROWS = 50;

/** Lists in the table that compares them; every heading of an appendix may start one. */
export const MAX_GROUP_ROWS = 200;

/** Lists with a section of their own. */
export const MAX_GROUP_SECTIONS = 20;

/** Names within a sentence. */
export const MAX_NAMES_IN_SENTENCE = 3;
