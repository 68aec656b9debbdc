import { mailReasonWord, mailTitle, type Tag } from '@todoke/lifecycle';
import type { TodoKind } from './domain/todo.js';

/** 種別, as the filter and the tags name it. */
export const groups = {
  undeliverable: '不達',
  'given-up': '②送信できず',
  guidance: '利用者へ案内',
  change: 'メールアドレス変更',
} as const;
export type TodoGroup = keyof typeof groups;

interface TodoWords {
  readonly group: TodoGroup;
  readonly tag: Tag;
  /** What happened, and what to do. */
  readonly advice: string;
}

const undeliverable = { group: 'undeliverable', tag: { label: groups.undeliverable, kind: 'danger' } } as const;

export const todoWords: Readonly<Record<TodoKind, TodoWords>> = {
  'pre-notice-undeliverable': {
    ...undeliverable,
    advice: `${mailTitle('M4')}が届かず、アカウントは発行されません。正しいメールアドレスでの再申請をご案内ください。`,
  },
  'guidance-undeliverable': {
    ...undeliverable,
    advice: `${mailTitle('M5')}が届きませんでした。新しいメールアドレスでの再申請をご案内ください。パスワードが設定されていないアカウントは取り消されています。`,
  },
  'guidance-given-up': {
    group: 'given-up',
    tag: { label: groups['given-up'], kind: 'danger' },
    advice: `${mailTitle('M5')}を送信できませんでした。届いていないことを機関に確かめ、アカウントを取り消して、新しいメールアドレスでの再申請をご案内ください。`,
  },
  'account-kept': {
    group: 'given-up',
    tag: { label: '取り消しなし', kind: 'info' },
    advice: 'アカウントは取り消されませんでした。',
  },
  'rejection-undeliverable': {
    ...undeliverable,
    advice: `${mailTitle('M3')}が届きませんでした。却下したことと却下理由を、電話などでお伝えください。`,
  },
  'existing-user-undeliverable': {
    ...undeliverable,
    advice: `${mailTitle('M6')}が届きませんでした。既存のアカウントに報告の権限が付与されたことを、電話などでお伝えください。`,
  },
  'permission-granted': {
    group: 'guidance',
    tag: { label: groups.guidance, kind: 'warning' },
    advice:
      '代理申請により、既存のアカウントに報告の権限が付与されました。メールは送られないため、利用者へご案内ください。',
  },
  'completion-undeliverable': {
    ...undeliverable,
    advice: `${mailTitle('M9')}のお知らせが届きませんでした。変更後のメールアドレスが正しいか、機関にお確かめください。`,
  },
  'change-refused': {
    group: 'change',
    tag: { label: '変更できず', kind: 'danger' },
    advice: 'メールアドレスを変更できませんでした。理由を確かめ、内容を直して、もう一度依頼してください。',
  },
  'change-late': {
    group: 'change',
    tag: { label: '14日超', kind: 'warning' },
    advice: 'メールアドレス変更依頼の受付から14日を超えました。変更を実行するか、依頼を取り下げてください。',
  },
};

/** Why accounts did not void an account, and what to do. */
const keptWords: Readonly<Record<string, string>> = {
  'password-set': 'パスワードがすでに設定され、アカウントは利用できます。機関にお伝えください。',
  'guidance-accepted': `${mailTitle('M5')}は受信側に届いています。見られない場合は、メールアドレス変更依頼をご案内ください。`,
  'address-changed': 'メールアドレスはすでに変更されています。「パスワードをお忘れですか？」をご案内ください。',
  'not-issued': 'この申請のアカウントはすでに発行の対象ではありません。申請の状態をお確かめください。',
};

interface Told {
  readonly kind: TodoKind;
  readonly reason: string | undefined;
  readonly voidingAsked: boolean;
}

/** What happened and what to do, in the words of one to-do. */
export function adviceFor({ kind, reason, voidingAsked }: Told): string {
  const { advice } = todoWords[kind];
  if (kind === 'account-kept') return `${advice}${keptWords[reason ?? ''] ?? ''}`;
  if (kind === 'guidance-given-up' && voidingAsked) return 'アカウントの取り消しを依頼しました。結果をお待ちください。';
  const told = kind === 'change-refused' || reason === undefined ? undefined : mailReasonWord(reason);
  return told === undefined ? advice : `${advice}（理由：${told}）`;
}

export const kindsOf = (group: TodoGroup): TodoKind[] =>
  (Object.keys(todoWords) as TodoKind[]).filter((kind) => todoWords[kind].group === group);
