import type { SignedIn } from '@todoke/service';
import { partial } from '@todoke/web';
import type { Transaction } from '../../persistence/databases.js';
import { type SurveyNow, surveysNow } from '../actions/surveys-now.js';
import { answerPath } from '../domain/respondent.js';
import { roundName, stateTags, untilWord } from '../words.js';
import './charts/daily.page.js';
import { chartView, type ChartView } from './charts/daily-chart.js';
import { dailyCounts } from './charts/daily-counts.js';

/** What this module shows on the home page: the data of the partial `surveys-on-home`, which needs the style sheet. */
export interface SurveysOnHome {
  /** 当日の日次調査回答状況, for officials (R137). */
  readonly chart?: ChartView;
  readonly round?: string;
  /** The surveys that the person answers, those that are owed with their state (R140). */
  readonly buttons: readonly { readonly label: string; readonly href: string; readonly kind: string }[];
}

partial('surveys-on-home', import.meta.url, './on-home.hbs');

export const surveysOnHomeStyles = ['reporting/surveys.css'];

export async function surveysOnHome(tx: Transaction, person: SignedIn, now: Date): Promise<SurveysOnHome> {
  if (person.role === 'institution') return { buttons: (await ownNow(tx, person, now)).map(buttonOf) };
  const daily = await dailyCounts(tx, person, now);
  const own = person.role === 'prefecture' ? await ownNow(tx, person, now) : [];
  const by = person.role === 'secretariat' ? '都道府県' : '二次医療圏';
  return {
    ...(daily && { chart: chartView(daily.counts, daily.list, by), round: roundName('daily', daily.day) }),
    buttons: own.map(({ survey }) => ({ label: survey.title, href: `/surveys/${survey.form}`, kind: 'primary' })),
  };
}

/** Surveys that the person answers; ended ones have no button (R142). */
const ownNow = async (tx: Transaction, person: SignedIn, now: Date): Promise<SurveyNow[]> =>
  (await surveysNow(tx, person, now)).filter(({ survey, own }) => survey.ended === undefined && own !== undefined);

/** 本日の日次調査：未回答（13時まで）. One that is not answered yet leads straight to the form. */
function buttonOf({ survey, round, hour, own }: SurveyNow) {
  const { form, cadence, title } = survey;
  const when = cadence === 'weekly' ? '今週の' : '本日の';
  const unanswered = own?.state === 'unanswered';
  const state = own === undefined ? '' : stateTags[own.state].label;
  const until = unanswered ? `（${untilWord(cadence, round, hour)}）` : '';
  return {
    label: `${when}${title}：${state}${until}`,
    href: unanswered ? `${answerPath(form, round)}/edit` : answerPath(form, round),
    kind: unanswered ? 'primary' : 'secondary',
  };
}
