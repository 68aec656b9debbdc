import { addDays, type Day, dayInTokyo } from '@todoke/japan';
import { trialInstitutions } from '@todoke/trial';
import { dailyValues, type Given, whenAnswered } from './daily.js';
import { weekdayOf } from './days.js';
import { prefecturesOfTrial, recuperationValues, suppliesValues, whenPrefectureAnswered } from './prefectures.js';
import { weeklyValues, whenAnsweredWeekly } from './weekly.js';

/** An answer of the trial to a round of a survey. */
export interface TrialAnswer extends Given {
  readonly survey: string;
  readonly day: Day;
  readonly respondent: string;
  readonly prefecture: string;
  readonly municipalityCode?: string;
  /** By the keys and codes of version 1 of the form. */
  readonly values: object;
}

/** Those for which somebody signs in: they have answered every day but today. */
const keen = new Set(['医療法人とどけ会 城山ためし病院', '医療法人とどけ会 眉山ためし病院']);

const hospitals = () =>
  trialInstitutions().flatMap(({ hospital, ...institution }) => (hospital ? [{ ...institution, hospital }] : []));

/** The Monday of a day's week, which names the weekly round. */
const mondayOf = (day: Day): Day => addDays(day, -((weekdayOf(day) + 6) % 7));

function daysBetween(first: Day, last: Day, step: number): Day[] {
  const days: Day[] = [];
  for (let day = first; day <= last; day = addDays(day, step)) days.push(day);
  return days;
}

/** The rounds of all surveys from a day to today. */
export const trialRounds = (first: Day, now: Date): readonly { survey: string; day: Day }[] => {
  const today = dayInTokyo(now);
  const days = daysBetween(first, today, 1).map((day) => ({ survey: 'daily', day }));
  const mondays = daysBetween(mondayOf(first), today, 7);
  return [
    ...days,
    ...['weekly', 'recuperation', 'supplies'].flatMap((survey) => mondays.map((day) => ({ survey, day }))),
  ];
};

/** All answers to rounds from a day to today that have come by now. The same days make the same answers. */
export function trialAnswers(first: Day, now: Date): TrialAnswer[] {
  return trialRounds(first, now)
    .flatMap(({ survey, day }) => answersTo(survey, day, now))
    .filter(({ at }) => at <= now);
}

function answersTo(survey: string, day: Day, now: Date): TrialAnswer[] {
  switch (survey) {
    case 'daily':
      return hospitals().flatMap((one) =>
        answer(survey, day, one, whenAnswered(one.id, day, now, keen.has(one.name)), () => dailyValues(one, day)),
      );
    case 'weekly':
      return hospitals().flatMap((one) =>
        answer(survey, day, one, whenAnsweredWeekly(one.id, day), () => weeklyValues(one, day)),
      );
    default:
      return prefecturesOfTrial.flatMap((one) => {
        const who = { id: one.code, prefecture: one.code };
        const values = () => (survey === 'supplies' ? suppliesValues(one, day) : recuperationValues(one, day));
        return answer(survey, day, who, whenPrefectureAnswered(survey, one.code, day), values);
      });
  }
}

function answer(
  survey: string,
  day: Day,
  { id, prefecture, municipalityCode }: { id: string; prefecture: string; municipalityCode?: string },
  given: Given | undefined,
  values: () => object,
): TrialAnswer[] {
  if (given === undefined) return [];
  const place = { prefecture, ...(municipalityCode !== undefined && { municipalityCode }) };
  return [{ survey, day, respondent: id, ...place, ...given, values: values() }];
}
