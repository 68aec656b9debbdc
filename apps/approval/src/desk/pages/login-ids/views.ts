import { formatDateTime } from '@todoke/japan';
import { tableView } from '@todoke/web';
import type { FoundLoginId } from '../../actions/look-up-login-id.js';
import type { IdentityCheck } from '../../domain/identity-check.js';
import { accountStateWords, factWords, loginIdAdvice } from '../../words.js';

/** これまでの照会 on an institution. */
export const checkTable = (checks: readonly IdentityCheck[], names: ReadonlyMap<string, string>) =>
  tableView({
    caption: 'これまでの照会',
    captionHidden: true,
    columns: [
      { label: '日時', header: true, whole: true },
      { label: '照会した担当者' },
      { label: '確認した事項' },
      { label: '折り返した電話番号' },
      { label: '備考', wide: true },
    ],
    rows: checks.map(({ at, official, facts, callback, note }) => [
      formatDateTime(at),
      names.get(official) ?? '',
      facts.map((fact) => factWords[fact]).join('、'),
      callback === undefined ? '' : { text: callback, telephone: true },
      note ?? '',
    ]),
    empty: 'この機関についての照会はありません。',
  });

/** What the page shows of the answer. */
export function loginIdView({ institution: { id, name }, account }: FoundLoginId) {
  const links = {
    name,
    back: `/login-ids/${id}`,
    mails: `/mails?${new URLSearchParams({ q: name }).toString()}`,
    addressChange: `/address-changes/new?${new URLSearchParams({ institution: id }).toString()}`,
  };
  if (account.outcome === 'no-account') return { ...links, found: false };
  const { loginId, state } = account;
  const facts = [
    { label: 'ログインID（ユーザ名）', value: loginId },
    { label: 'アカウントの状態', value: accountStateWords[state] },
  ];
  return { ...links, found: true, facts, advice: loginIdAdvice[state] };
}
