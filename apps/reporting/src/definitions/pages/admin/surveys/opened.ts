import { definitionOf, formOf, type Form } from '@todoke/forms';
import { changesBetween, findDraft, findRevisions, type Draft, type Fact, type Revision } from '@todoke/revisions';
import { tableView } from '@todoke/web';
import type { Transaction } from '../../../../persistence/databases.js';
import { shownText, textsOf } from '../../../domain/texts.js';
import { forms } from '../../../forms.js';
import { named } from '../../../persistence/definitions.js';
import { problems } from '../../../problems.js';

/** A form whose versions the secretariat looks at. */
export interface Opened {
  /** The last version, which a draft begins from. */
  readonly newest: Form;
  readonly versions: readonly Form[];
  readonly published: readonly Revision[];
  readonly draft: (Draft & { readonly form: Form }) | undefined;
}

/** @throws Problem form-missing */
export async function openForm(tx: Transaction, name: string): Promise<Opened> {
  const versions = forms.of(name);
  const newest = versions.at(-1);
  if (newest === undefined) throw problems.formMissing();
  const draft = await findDraft(tx, named(name));
  return {
    newest,
    versions,
    published: await findRevisions(tx, named(name)),
    draft: draft && { ...draft, form: formOf(draft.body, 'a draft') },
  };
}

const factsOf = (form: Form): Fact[] =>
  textsOf(definitionOf(form)).map(({ name, where, what, kind, text }) => ({
    key: name,
    where,
    what,
    text: shownText({ kind, text }),
  }));

/** What an official reads of a change from one version to another. */
export function differenceTable(before: Form, after: Form) {
  const changes = changesBetween(factsOf(before), factsOf(after));
  return tableView({
    caption: '変更点',
    columns: [{ label: '場所', header: true, wide: true }, { label: '対象' }, { label: '変更前' }, { label: '変更後' }],
    rows: changes.map(({ where, what, before: old = '', after: text = '' }) => [
      where,
      what,
      old || '（なし）',
      text || '（なし）',
    ]),
    empty: '変更はありません。',
  });
}
