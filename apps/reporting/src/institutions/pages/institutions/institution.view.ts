import { formatDate, prefectureName } from '@todoke/japan';
import { institutionTypeWord, schemeWord } from '@todoke/lifecycle';
import { tableView } from '@todoke/web';
import type { InstitutionDetails } from '../../actions/open-institution.js';
import type { Institution } from '../../domain/institution.js';
import { planWord } from '../../domain/medical-area.js';
import type { PastName } from '../../persistence/names.js';
import { accountWord, areaSource } from '../../words.js';

/** What stands in place of a fact that is not known. */
const none = '登録なし';

/** What the template of the page shows. */
export const institutionView = ({ institution, names, addresses }: InstitutionDetails) => ({
  name: institution.name,
  facts: factsOf(institution),
  contacts: contactsOf(institution, addresses),
  names: names.length > 1 ? nameTable(names) : undefined,
  areaSource,
});

function factsOf({ type, area, closedOn, ...institution }: Institution) {
  return [
    { label: '医療機関名', value: institution.name },
    { label: '機関区分', value: institutionTypeWord(type) },
    { label: '機関コード', value: institution.institutionCode ?? none },
    { label: '保険機関コード', value: institution.insuranceCode ?? none },
    { label: '都道府県', value: prefectureName(institution.prefecture) },
    { label: '市区町村', value: institution.municipality },
    { label: '所在地', value: institution.location },
    { label: '二次医療圏', value: area ? `${area.name}（${planWord(area.plan)}）` : none },
    { label: '報告の権限', value: institution.permissions.map(schemeWord).join('\n') || 'なし' },
    { label: 'アカウント', value: accountWord(institution.hasAccount) },
    ...(closedOn === undefined ? [] : [{ label: '廃止日', value: formatDate(new Date(closedOn)) }]),
  ];
}

/** How the institution is reached, for those who miss its answers (R138). */
function contactsOf({ phone }: Institution, addresses: readonly string[]) {
  const mails = addresses.map((address) => ({ label: 'メールアドレス', value: address, href: `mailto:${address}` }));
  return [
    { label: '電話番号', value: phone ?? none, telephone: phone !== undefined },
    ...(mails.length > 0 ? mails : [{ label: 'メールアドレス', value: none }]),
  ];
}

function nameTable(names: readonly PastName[]) {
  return tableView({
    caption: '名称の履歴',
    captionHidden: true,
    columns: [{ label: '名称', header: true, wide: true }, { label: 'いつから' }],
    rows: names.map(({ name, since }) => [name, since === undefined ? '記録の開始前から' : formatDate(since)]),
  });
}
