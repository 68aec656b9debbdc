import { type Cell, tableView } from '@todoke/web';
import type { PossibleDuplicate } from '../persistence/duplicates.js';
import { likenessWords, stateTag } from '../words.js';

/** 重複の可能性: entries that may be the same institution, and the key that they share. */
export const duplicateTable = (duplicates: readonly PossibleDuplicate[]) =>
  tableView({
    caption: '重複の可能性がある申請・機関',
    captionHidden: true,
    columns: [{ label: '機関名', header: true }, { label: '一致した項目' }, { label: '申請・機関' }, { label: '状態' }],
    rows: duplicates.map((duplicate) => [duplicate.name, likenessWords[duplicate.likeness], ...whatItIs(duplicate)]),
  });

const whatItIs = (duplicate: PossibleDuplicate): Cell[] =>
  duplicate.kind === 'application'
    ? [{ text: duplicate.number, href: `/applications/${duplicate.number}` }, { tag: stateTag(duplicate.state) }]
    : [duplicate.location, duplicate.hasAccount ? 'アカウントあり' : 'アカウントなし'];
