import type { Form } from '@todoke/forms';
import { atTokyo, type Day, formatDate, formatDateWithWeekday, inTokyo, prefectureName } from '@todoke/japan';
import type { SignedIn } from '@todoke/service';
import type { AnswerState } from './domain/answer.js';
import { lastDayOf } from './domain/round.js';

type Tag = { readonly label: string; readonly kind: 'success' | 'warning' | 'danger' };

/** 回答状況, the same on all pages. */
export const stateTags: Readonly<Record<AnswerState, Tag>> = {
  'in-time': { label: '回答済', kind: 'success' },
  late: { label: '回答済（期限後）', kind: 'warning' },
  unanswered: { label: '未回答', kind: 'danger' },
};

export const cadenceWords: Readonly<Record<Form['cadence'], string>> = {
  daily: '毎日',
  weekly: '毎週',
  yearly: '毎年',
  'on-demand': '随時',
};

/** 2026年12月1日, or of a week 2026年11月30日の週. */
export const roundName = (cadence: Form['cadence'], day: Day): string =>
  `${formatDate(atTokyo(day))}${cadence === 'weekly' ? 'の週' : ''}`;

/** The hour of a deadline: 13時, 13時30分. @param hour 'HH:MM' */
function hourWord(hour: string): string {
  const [hours = 0, minutes = 0] = hour.split(':').map(Number);
  return minutes === 0 ? `${hours}時` : `${hours}時${minutes}分`;
}

const weekdays = ['日', '月', '火', '水', '木', '金', '土'];

/** Until when a round is to be answered: 13時まで, 金曜日の13時まで. */
export function untilWord(cadence: Form['cadence'], day: Day, hour: string): string {
  const hours = `${hourWord(hour)}まで`;
  if (cadence !== 'weekly') return hours;
  return `${weekdays[inTokyo(atTokyo(lastDayOf(cadence, day))).weekday]}曜日の${hours}`;
}

/** 2026年12月1日(火)13時. */
export const deadlineWord = (cadence: Form['cadence'], day: Day, hour: string): string =>
  `${formatDateWithWeekday(atTokyo(lastDayOf(cadence, day)))}${hourWord(hour)}`;

/** The same for whoever looks: to the secretariat no one hour holds. */
export const deadlineFor = ({ role }: SignedIn, cadence: Form['cadence'], day: Day, hour: string): string =>
  role === 'secretariat'
    ? `${formatDateWithWeekday(atTokyo(lastDayOf(cadence, day)))}（時刻は都道府県ごとに異なります）`
    : deadlineWord(cadence, day, hour);

/** The place above the title of a page. */
export const placeWord = ({ role, prefecture }: SignedIn): string | undefined =>
  role === 'institution' ? undefined : role === 'secretariat' ? '全国' : prefectureName(prefecture ?? '');

/** Who answered, where the own name of the person is not known here. */
export const unnamedRespondent: Readonly<Record<Form['respondent'], string>> = {
  institution: '医療機関の担当者',
  prefecture: '都道府県の担当者',
};

/** 回答済 12／30. */
export const countsWord = ({ owing, answered }: { readonly owing: number; readonly answered: number }): string =>
  `回答済 ${answered.toLocaleString('ja-JP')}／${owing.toLocaleString('ja-JP')}`;
