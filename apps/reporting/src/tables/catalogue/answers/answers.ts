import type { Table } from '../table.js';
import { answerList } from './list.js';

const about = (when: string, survey: string): string =>
  `${when}${survey}の回答状況と連絡先です。CSVファイルには、回答されたすべての項目が入ります。`;

/** How the manual calls the file of a survey, and what leads to it. */
const file = (survey: string): string => `${survey}csv出力`;
const lead = (survey: string): string =>
  `${file(survey)}は、「編集」の「エクスポート」から行います。回答されたすべての項目がファイルに入ります。`;

const today = { key: 'daily-answers', title: '当日の日次調査回答状況', survey: 'daily' };

/** Today's 日次調査 (R135, R137, R138). */
export const dailyAnswers: Table = {
  key: today.key,
  names: [file('日次調査'), today.title],
  about: about('当日の', '日次調査'),
  lead: lead('日次調査'),
  folder: 'surveys',
  list: (viewer) => answerList(today, viewer),
};

const thisWeek = { key: 'weekly-answers', title: '今週の週次調査回答状況', survey: 'weekly' };

/** This week's 週次調査 (R135). */
export const weeklyAnswers: Table = {
  key: thisWeek.key,
  names: [file('週次調査'), thisWeek.title],
  about: about('今週の', '週次調査'),
  lead: lead('週次調査'),
  folder: 'surveys',
  list: (viewer) => answerList(thisWeek, viewer),
};
