import { warnings, type WarningCode, warningWords } from '@todoke/application-form';
import type { Review } from './review.js';

/** What is doubtful about an application: what the form warns of, and a possible duplicate (R162). */
export type ReviewWarning = WarningCode | 'duplicate';

/** 注意点 in a word or two, for one line of a list. */
export const reviewWarningWords: Readonly<Record<ReviewWarning, string>> = {
  duplicate: '重複の可能性',
  ...warningWords,
};

/** The codes of what is doubtful, each once: a possible duplicate first, then in the order of the items. */
export const warningsOf = ({
  items,
  possibleDuplicate,
}: Pick<Review, 'items' | 'possibleDuplicate'>): ReviewWarning[] => [
  ...(possibleDuplicate ? (['duplicate'] as const) : []),
  ...new Set(warnings(items).map(({ code }) => code)),
];
