import { institutionNameKey } from '@todoke/japan';
import type { FieldError } from '@todoke/service';
import type { KnownInstitution } from '../../../../reviews/index.js';

type Meant = { readonly institution: KnownInstitution } | { readonly errors: readonly FieldError[] };

const refused = (field: string, message: string): Meant => ({ errors: [{ field, message }] });

const withoutAccount =
  'この機関にはアカウントがありません。新しいメールアドレスでの新規ユーザ登録申請をご案内ください。';

/**
 * Which institution of the register is meant by a name and a code: both have to fit, so that a mistyped code changes
 * nobody else's account.
 * @param found those with that code
 */
export function meantInstitution(found: readonly KnownInstitution[], name: string): Meant {
  if (found.length === 0) {
    return refused('institutionCode', 'この機関コードの機関は見つかりません。機関コード検索でお確かめください。');
  }
  const key = institutionNameKey(name);
  const named = found.filter((institution) => institutionNameKey(institution.name) === key);
  if (named.length === 0) {
    const names = found.map((institution) => `「${institution.name}」`).join('、');
    return refused('institutionName', `この機関コードの機関名は${names}です。機関名と機関コードをお確かめください。`);
  }
  const holders = named.filter(({ hasAccount }) => hasAccount);
  const [institution] = holders;
  if (institution === undefined) return refused('institutionName', withoutAccount);
  if (holders.length > 1) {
    return refused(
      'institutionCode',
      '同じ機関コードの機関が2つ以上あります。機関コード検索から機関を選んでください。',
    );
  }
  return { institution };
}
