import { formatDateTime, type Likeness } from '@todoke/japan';
import { mailStateTag, mailTitle, stateTag as tagOf, stateWords, type Tag } from '@todoke/lifecycle';
import type { MailState } from './domain/mail.js';
import type { Pile } from './domain/pile.js';
import { type ReviewWarning, reviewWarningWords } from './domain/warnings.js';
import { lifecycleState, outcomes, type Review, type ReviewState, type StateName } from './domain/review.js';
import { roleWord } from '../people/index.js';

/** 状態 as officials read it, the same at every desk (R159). */
export const stateWord = (name: StateName): string => stateWords[lifecycleState(name)];

/** Marked alike at every desk. */
export const stateTag = (name: StateName): Tag => tagOf(lifecycleState(name));

/** What an official can tell an applicant who asks, or has to do (R81). */
const stateAdvice: Readonly<Partial<Record<StateName, string>>> = {
  approved: '事務局が申請内容を確認しています。',
  'pre-notice-sent': '事務局の確認が始まりました。①事前確認メールの結果を待っています。',
  'pre-noticed': '①事前確認メールは届いています。翌営業日以降に②利用案内メールが送られます。',
  issued: 'アカウントが発行されました。②利用案内メールの状態は「メール送信状況」でご確認ください。',
  granted: '既存のアカウントに報告の権限が付与されました。新しいアカウントは発行されません。',
  'nothing-to-do': '報告の権限をもつアカウントがすでにあるため、手続きもメールの送信も行われません。',
  'pre-notice-undeliverable':
    'メールアドレスに届かないため発行されません。正しいメールアドレスでの再申請をご案内ください。',
  voided: '②利用案内メールが届かず、アカウントは無効になりました。新しいメールアドレスでの再申請をご案内ください。',
};

/** After a proxy application no mail tells the user about the permission, so the official does (R76). */
const tellTheUser =
  '利用者へのご案内が必要です。既存のアカウントに報告の権限が付与されましたが、代理申請のためメールは送られません。都道府県から利用者へご案内ください。';

export const adviceFor = ({ state, route }: Review): string | undefined =>
  state.name === 'granted' && route === 'proxy' ? tellTheUser : stateAdvice[state.name];

/** Who decided what, and when; undefined while nobody has. */
export function decisionSentence(state: ReviewState, names: ReadonlyMap<string, string>): string | undefined {
  if (state.name === 'waiting') return undefined;
  const { by, at } = state.decision;
  const verb = state.name === 'rejected' ? '却下しています' : '承認しています';
  return `${names.get(by) ?? '担当者'}が${formatDateTime(at)}に${verb}。`;
}

/** 送信状況 of a mail (R161). A mail without an outcome is shown as waiting. */
export const mailTag = (state: MailState): Tag => mailStateTag(state === 'expected' ? 'waiting' : state);

export const likenessWords: Readonly<Record<Likeness, string>> = {
  'institution-code': '機関コードが同じ',
  'insurance-code': '保険機関コードが同じ',
  'name-and-address': '機関名と住所が同じ',
};

export const historyWords: Readonly<Record<string, string>> = {
  ...Object.fromEntries(outcomes.map((outcome) => [outcome, stateWord(outcome)])),
  received: '申請受付',
  filed: '代理申請',
  approved: '都道府県が承認',
  rejected: '都道府県が却下',
  'undo-asked': '承認の取り消しを依頼',
  undone: '承認を取り消し',
  returned: '事務局が差戻し',
  'pre-notice-sent': `事務局が確認完了（${mailTitle('M4')}送信）`,
  'pre-noticed': `${mailTitle('M4')}送達`,
  issued: `アカウント発行（${stateWord('issued')}）`,
  voided: `アカウント無効（${mailTitle('M5')}不達）`,
};

/** The piles of 申請一覧. */
export const pileWords: Readonly<Record<Pile, string>> = {
  clean: 'そのまま承認できる',
  check: '確認が必要',
  duplicate: '重複の可能性',
  undeliverable: '不達・ご案内が必要',
};

/** 注意点 in a word or two. A code of another release is shown as it is. */
export const warningWord = (warning: ReviewWarning): string => reviewWarningWords[warning] ?? warning;

/** A person as the reader may see one: the name within the own prefecture. */
interface ShownPerson {
  readonly role: string;
  readonly name: string | null;
}

/** @param person null where accounts has not told of the person yet */
export const assigneeWord = (person: ShownPerson | null): string => person?.name ?? roleWord(person?.role);

/** 山田さんが表示中, or 都道府県の担当者が表示中. */
export const viewerWord = (person: ShownPerson | null): string =>
  typeof person?.name === 'string' ? `${person.name}さんが表示中` : `${roleWord(person?.role)}が表示中`;
