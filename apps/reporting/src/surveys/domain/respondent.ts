import type { Form } from '@todoke/forms';
import { codesOfArea, type Day } from '@todoke/japan';
import { isDay } from './round.js';

/** Whoever is signed in, as far as surveys ask. */
interface Person {
  readonly role: string;
  /** Two digits. */
  readonly prefecture?: string | undefined;
  /** Municipality codes of six digits. */
  readonly area?: readonly string[] | undefined;
}

/** Who answers: an institution, or a prefecture by its two digits. */
export interface Respondent {
  readonly id: string;
  readonly prefecture: string;
  readonly municipalityCode?: string | undefined;
}

/** One answer: who answers which round of which survey. */
export interface AnswerKey {
  readonly survey: string;
  /** The round. */
  readonly day: Day;
  /** Id of the respondent. */
  readonly respondent: string;
}

/** The place that an official looks at; empty for the whole country. */
export interface Jurisdiction {
  readonly prefecture?: string | undefined;
  /** Municipality codes of five digits. */
  readonly municipalities?: readonly string[] | undefined;
}

/** Of an official without a place, one where nothing is. */
export function jurisdictionOf({ role, prefecture = '', area = [] }: Person): Jurisdiction {
  if (role === 'secretariat') return {};
  return role === 'prefecture' ? { prefecture } : { prefecture, municipalities: codesOfArea(area) };
}

/** Whether a person answers the survey, and does not only read it (R140): for the own institution or prefecture. */
export const isRespondent = ({ role }: Pick<Person, 'role'>, { respondent }: Pick<Form, 'respondent'>): boolean =>
  role === respondent;

/** Whether a person sees a survey at all: institutions see what institutions answer. */
export const sees = ({ role }: Pick<Person, 'role'>, { respondent }: Pick<Form, 'respondent'>): boolean =>
  role === 'institution' ? respondent === 'institution' : role !== 'ops';

/**
 * Whether a person reads the answers of many respondents: officials those of institutions, the secretariat those of
 * prefectures as well. Others see the rounds of one respondent.
 */
export const readsOthers = ({ role }: Pick<Person, 'role'>, { respondent }: Pick<Form, 'respondent'>): boolean =>
  role === 'secretariat' || (role !== 'institution' && respondent === 'institution');

/** Ids of institutions have letters, digits, - and _. */
const answerName = /^(\d{4}-\d{2}-\d{2})(?:-([\w-]{1,100}))?$/;

/** The last segment of an answer's address: `2026-12-01` of the own, `2026-12-01-<respondent>` of others. */
export function readAnswerName(segment: string): { readonly day: Day; readonly respondent?: string } | undefined {
  const [, day, respondent] = answerName.exec(segment) ?? [];
  if (!isDay(day)) return undefined;
  return { day, ...(respondent !== undefined && { respondent }) };
}

/** The address of an answer. @param respondent left out: of the own */
export const answerPath = (survey: string, day: Day, respondent?: string): string =>
  `/surveys/${survey}/${day}${respondent === undefined ? '' : `-${encodeURIComponent(respondent)}`}`;
