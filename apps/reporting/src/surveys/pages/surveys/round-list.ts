import type { Form } from '@todoke/forms';
import { addDays, type Day } from '@todoke/japan';
import type { SignedIn } from '@todoke/service';
import type { ListScope } from '@todoke/web';
import { findAreas } from '../../../institutions/index.js';
import type { Databases } from '../../../persistence/databases.js';
import { jurisdictionOf } from '../../domain/respondent.js';
import { isDay, isRound, presentRound, roundOf } from '../../domain/round.js';
import { findHour } from '../../persistence/deadlines.js';
import { owing, owingPrefectures } from '../../persistence/owing.js';
import { countAnswers } from '../../persistence/rounds.js';
import { deadlineFor, placeWord, roundName } from '../../words.js';
import { prefectureList, respondentList } from './respondent-list.js';

type Asked = Readonly<Record<string, unknown>>;

/** The round that an address names, if it has begun; else the one under way. */
function roundIn({ cadence }: Form, { day }: Asked, now: Date): Day {
  const present = presentRound(cadence, now);
  const asked = isDay(day) ? roundOf(cadence, day) : present;
  return asked < present ? asked : present;
}

/** The respondents of a round as a list for a person who reads their answers, with the counts above it (R137). */
export async function listOfRound(databases: Databases, survey: Form, query: Asked, person: SignedIn, now: Date) {
  const day = roundIn(survey, query, now);
  const whole = person.role === 'secretariat';
  const jurisdiction = jurisdictionOf(person);
  const round = { survey: survey.form, audience: survey.audience, day };
  const owed = survey.respondent === 'institution' ? owing(round, jurisdiction) : owingPrefectures(round, jurisdiction);
  const { counts, hour, areas } = await databases.forPerson(person, async (tx) => ({
    counts: await countAnswers(tx, owed),
    hour: await findHour(tx, survey.form, person.prefecture),
    areas: await findAreas(tx, day, whole ? prefectureIn(query) : (person.prefecture ?? '')),
  }));
  const path = `/surveys/${survey.form}`;
  const listed = { survey, day, owing: owed };
  const figures = (count: number): string => count.toLocaleString('ja-JP');
  const scope: ListScope<undefined> = {
    rows: databases.rowsFor(person),
    context: undefined,
    now,
    caption: placeWord(person),
    lead:
      `${roundName(survey.cadence, day)}　対象 ${figures(counts.owing)}　回答済 ${figures(counts.answered)}　` +
      `未回答 ${figures(counts.owing - counts.answered)}　回答期限 ${deadlineFor(person, survey.cadence, day, hour)}`,
    links: [...neighbours(survey, day, now, path), ...reminding(survey, day, person, path)],
  };
  const list =
    survey.respondent === 'institution'
      ? respondentList(listed, areas, jurisdiction.prefecture)
      : prefectureList(listed);
  return { list, path, scope };
}

/** The prefecture of which the secretariat is offered the areas: the chosen one, or that of the chosen area. */
function prefectureIn({ prefecture, area }: Asked): string {
  if (typeof area === 'string' && /^\d{4}$/.test(area)) return area.slice(0, 2);
  return typeof prefecture === 'string' && /^\d{2}$/.test(prefecture) ? prefecture : '';
}

function neighbours({ cadence }: Form, day: Day, now: Date, path: string) {
  const step = cadence === 'weekly' ? 7 : 1;
  const next = addDays(day, step);
  return [
    { label: '前の回', href: `${path}?day=${addDays(day, -step)}` },
    ...(isRound(cadence, next, now) ? [{ label: '次の回', href: `${path}?day=${next}` }] : []),
  ];
}

function reminding({ respondent, ended }: Form, day: Day, { role }: SignedIn, path: string) {
  const may = respondent === 'institution' && ended === undefined && (role === 'prefecture' || role === 'secretariat');
  return may ? [{ label: '未回答の機関へ催促メールを送る', href: `${path}/${day}/reminders` }] : [];
}
