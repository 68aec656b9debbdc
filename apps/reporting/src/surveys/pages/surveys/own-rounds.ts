import type { Form } from '@todoke/forms';
import { addDays, formatDateTime } from '@todoke/japan';
import type { SignedIn } from '@todoke/service';
import { type Cell, page, tableView, template } from '@todoke/web';
import type { Databases } from '../../../persistence/databases.js';
import { ownRespondent } from '../../actions/find-respondent.js';
import { stateOf } from '../../domain/answer.js';
import { answerPath, isRespondent } from '../../domain/respondent.js';
import { isDay, presentRound } from '../../domain/round.js';
import { findHour } from '../../persistence/deadlines.js';
import { findOwnRounds, type OwnRound } from '../../persistence/rounds.js';
import { problems } from '../../problems.js';
import { deadlineWord, roundName, stateTags } from '../../words.js';

const view = template(import.meta.url, './own-rounds.hbs');

/** Earlier than any round. */
const always = '1900-01-01';

/** Rounds on a page. */
const pageSize = 31;

/** The rounds of one survey for its respondent, the newest first: past ones are answered and corrected alike (R141). */
export async function ownRoundsPage(
  databases: Databases,
  survey: Form,
  query: Readonly<Record<string, unknown>>,
  person: SignedIn,
  now: Date,
) {
  const { form, cadence, title, ended } = survey;
  const present = presentRound(cadence, now);
  const before = query['before'];
  const from = isDay(before) && before < present ? before : present;
  const found = await databases.forPerson(person, async (tx) => {
    const respondent = await ownRespondent(tx, person, survey);
    if (respondent === undefined) return undefined;
    const round = { survey: form, respondent: respondent.id, present };
    const rounds = await findOwnRounds(tx, round, {
      from,
      since: respondent.institution?.knownSince ?? always,
      limit: pageSize + 1,
    });
    return { respondent, rounds, hour: await findHour(tx, form, respondent.prefecture) };
  });
  if (found === undefined) throw problems.surveyMissing();
  const { respondent, rounds, hour } = found;
  const asked = ended === undefined ? rounds : rounds.filter(({ answeredAt }) => answeredAt !== null);
  const shown = asked.slice(0, pageSize);
  const oldest = shown.at(-1)?.day;
  const answers = isRespondent(person, survey) && ended === undefined;
  const table = tableView({
    caption: `${title}の一覧`,
    captionHidden: true,
    columns: [
      { label: 'タイトル', header: true, wide: true },
      { label: '回答期限' },
      { label: '回答状況' },
      { label: '回答日時', whole: true },
    ],
    rows: shown.map((row) => rowOf(row, survey, hour)),
    empty: 'まだ回答はありません。',
  });
  const current = shown.find(({ day }) => day === present);
  const data = {
    title,
    caption: respondent.name,
    table,
    ended: ended && endedView(ended.note),
    answer:
      answers && current !== undefined
        ? {
            href: `${answerPath(form, present)}/edit`,
            label: current.answeredAt === null ? '今回の回答を入力する' : '今回の回答を修正する',
          }
        : undefined,
    pagination: {
      ...(from !== present && { first: `/surveys/${form}`, previous: `/surveys/${form}` }),
      ...(asked.length > pageSize &&
        oldest !== undefined && { next: `/surveys/${form}?before=${addDays(oldest, -1)}` }),
    },
  };
  return page(view, data, { title });
}

const endedView = (note: string): object => ({ note });

const rowOf = (
  { day, answeredAt, late, drafted }: OwnRound,
  { form, cadence, ended, title }: Form,
  hour: string,
): Cell[] => [
  { text: `${roundName(cadence, day)} ${title}`, href: answerPath(form, day) },
  ended === undefined ? deadlineWord(cadence, day, hour) : '',
  {
    tag:
      drafted && answeredAt === null
        ? { label: '入力中', kind: 'info' }
        : stateTags[stateOf(answeredAt === null ? undefined : { late })],
  },
  answeredAt === null ? '' : formatDateTime(answeredAt),
];
