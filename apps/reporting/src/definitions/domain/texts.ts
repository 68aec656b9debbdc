import type { FormDefinition, Item, Section } from '@todoke/forms';

/** A text of a definition that the secretariat may change: where it stands, and how to change it. */
export interface EditableText {
  /** Name of its field: `label.outpatient`, `option.outpatient.normal`, `label.goods.stock`. */
  readonly name: string;
  /** Code of its section. */
  readonly section: string;
  /** 「Y02 外来の状況」 */
  readonly where: string;
  /** 「項目名」 */
  readonly what: string;
  readonly text: string;
  readonly kind: 'line' | 'lines' | 'required';
  /** A text that may not be blank. */
  readonly needed: boolean;
}

/** Whether an item must be answered, as a choice. */
export const requiredWords = { always: '必須', never: '任意' } as const;

type AnyItem = Omit<Item, 'type'>;

/** All texts of a definition, in the order of its page. Conditions, checks and keys are changed by a release alone. */
export const textsOf = (definition: FormDefinition): EditableText[] =>
  definition.sections.flatMap((section) => [
    ...textsOfSection(section),
    ...section.items.flatMap((item) => textsOfItem(section.code, item)),
  ]);

const textsOfSection = ({ code, title, help = '' }: Section): EditableText[] => {
  const own = { section: code, where: `区分「${title}」` };
  return [
    { ...own, name: `section-title.${code}`, what: '見出し', text: title, kind: 'line', needed: true },
    { ...own, name: `section-help.${code}`, what: '説明', text: help, kind: 'lines', needed: false },
  ];
};

function textsOfItem(section: string, item: Item): EditableText[] {
  const columns = 'columns' in item ? item.columns : [];
  return [
    ...ownTexts(section, item, item.key, nameOf(item)),
    ...columns.flatMap((column) =>
      ownTexts(section, column, `${item.key}.${column.key}`, `${nameOf(item)}の「${column.label}」`),
    ),
  ];
}

const nameOf = ({ number, label }: AnyItem): string => [number, label].filter((part) => part !== undefined).join(' ');

function ownTexts(section: string, item: Item, path: string, where: string): EditableText[] {
  const own = { section, where };
  const { label, help = '', required = false } = item;
  const options = item.type === 'one' || item.type === 'many' ? item.options : [];
  return [
    { ...own, name: `label.${path}`, what: '項目名', text: label, kind: 'line', needed: true },
    { ...own, name: `help.${path}`, what: '説明', text: help, kind: 'lines', needed: false },
    ...(typeof required === 'string' || item.type === 'computed'
      ? []
      : [
          {
            ...own,
            name: `required.${path}`,
            what: '必須',
            text: required ? 'always' : 'never',
            kind: 'required',
            needed: true,
          } as const,
        ]),
    ...options.map(({ code, label: option }): EditableText => {
      const what = `選択肢 ${code}`;
      return { ...own, name: `option.${path}.${code}`, what, text: option, kind: 'line', needed: true };
    }),
  ];
}

/** The definition with other texts, by the names of their fields; what is not among them stays. */
export function withTexts(definition: FormDefinition, texts: Readonly<Record<string, string>>): FormDefinition {
  const said = (name: string, otherwise: string): string => texts[name] ?? otherwise;
  const itemWith = <Of extends Item>(item: Of, path: string): Of => {
    const help = said(`help.${path}`, item.help ?? '');
    const required = texts[`required.${path}`];
    const changed = {
      ...without(item, 'help'),
      label: said(`label.${path}`, item.label),
      ...(help === '' ? {} : { help }),
      ...(required === undefined ? {} : { required: required === 'always' }),
    };
    const options =
      'options' in item
        ? { options: item.options.map(({ code, label }) => ({ code, label: said(`option.${path}.${code}`, label) })) }
        : {};
    const columns =
      'columns' in item ? { columns: item.columns.map((column) => itemWith(column, `${path}.${column.key}`)) } : {};
    return { ...changed, ...options, ...columns } as unknown as Of;
  };
  return {
    ...definition,
    sections: definition.sections.map((section) => {
      const help = said(`section-help.${section.code}`, section.help ?? '');
      return {
        ...without(section, 'help'),
        title: said(`section-title.${section.code}`, section.title),
        ...(help === '' ? {} : { help }),
        items: section.items.map((item) => itemWith(item, item.key)),
      };
    }),
  };
}

function without<Of extends object, Name extends keyof Of>(of: Of, name: Name): Omit<Of, Name> {
  const { [name]: _gone, ...rest } = of;
  return rest;
}

/** A text as it is told in a list of changes. */
export const shownText = ({ kind, text }: Pick<EditableText, 'kind' | 'text'>): string =>
  kind === 'required' ? requiredWords[text === 'always' ? 'always' : 'never'] : text;
