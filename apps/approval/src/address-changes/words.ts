import { mailReasonWord, mailStateTag, mailTitle, type Tag } from '@todoke/lifecycle';
import type { ChangeStateName } from './domain/address-change.js';
import type { Notice } from './persistence/address-changes.js';

export const changeWords: Readonly<Record<ChangeStateName, string>> = {
  received: '受付',
  requested: '変更中',
  done: '完了',
  refused: '変更できず',
  withdrawn: '取り下げ',
};

const kinds: Readonly<Record<ChangeStateName, Tag['kind']>> = {
  received: 'warning',
  requested: 'info',
  done: 'success',
  refused: 'danger',
  withdrawn: 'neutral',
};

export const changeTag = (name: ChangeStateName): Tag => ({ label: changeWords[name], kind: kinds[name] });

const differs =
  '変更前メールアドレスが、アカウントに登録されているメールアドレスと異なります。機関に確かめ、正しい変更前メールアドレスでもう一度受け付けてください。';

const usedElsewhere = '変更後メールアドレスは、ほかの機関のアカウントで使われています。';

/** Why accounts refused, and what to do. */
const refusalWords: Readonly<Record<string, string>> = {
  'no-institution': 'この機関は台帳にないか、管轄の都道府県が異なります。機関コード検索で機関をお確かめください。',
  'no-account': 'この機関にはアカウントがありません。新規ユーザ登録申請をご案内ください。',
  'account-suspended': 'この機関のアカウントは停止されています。事務局へお問い合わせください。',
  'old-address-differs': differs,
  'same-address': '変更前と変更後のメールアドレスが同じです。変更後メールアドレスを機関にお確かめください。',
  'new-address-used': `${usedElsewhere}同じ法人などで共用する場合は、「共用する」を選んでもう一度受け付けてください。`,
};

export const refusalWord = (why: string): string =>
  refusalWords[why] ?? 'メールアドレスを変更できませんでした。事務局へお問い合わせください。';

/** What became of the mail that tells the institution. */
export const noticeTag = (notice: Notice | undefined): Tag => mailStateTag(notice?.state ?? 'waiting');

export const noticeReason = ({ reason }: Notice): string => (reason === undefined ? '' : mailReasonWord(reason));

const told = `メールアドレスを変更しました。変更後のメールアドレスに、完了とユーザ名（ログインID）を${mailTitle('M9')}でお知らせします。`;

/** What to do next, in each state. `others`: received, for those who only look. */
export const adviceWords: Readonly<Record<Exclude<ChangeStateName, 'refused'> | 'others', string>> = {
  received: '内容を確かめて「変更を実行する」を押すと、メールアドレスがすぐに変更されます。',
  others: '管轄の都道府県が内容を確かめて、変更を実行します。',
  requested: 'メールアドレスを変更しています。しばらくしてから、この画面を開き直してください。',
  done: `${told}機関にも完了をお伝えください。ログインIDを電話で伝えるときは、ログインID照会で確かめてください。`,
  withdrawn: 'この依頼は取り下げられました。',
};
