import { institutionTypes, type InstitutionType } from '@todoke/lifecycle';
import { z } from 'zod';

/** A condition or a figure in the Common Expression Language (CEL); its variables are the keys of items. */
const expression = z.string().min(1).max(2_000);

const day = z.iso.date();
const key = z.string().regex(/^[a-z][a-z0-9_]*$/, 'a key is snake_case');
/** What a choice is stored as. No comma: the codes of several choices are sent in one text. */
const code = z.string().regex(/^[A-Za-z0-9_-]+$/, 'a code has letters, digits, _ and -');
/** The kinds of institutions that are asked; all of the form's audience where it is left out. */
const kinds = z.array(z.enum(institutionTypes.map(({ value }) => value) as [InstitutionType, ...InstitutionType[]]));
const askedOf = { for: kinds.min(1).optional() };
const options = z.array(z.strictObject({ code, label: z.string().min(1), ...askedOf })).min(1);

/** What every item has, whatever its type. */
const ofEveryItem = {
  key,
  ...askedOf,
  /** The row of the list of items that it answers, 'Y02'; of several kinds of institutions, 'A19,A25'. */
  number: z.string().optional(),
  label: z.string().min(1),
  help: z.string().optional(),
  example: z.string().optional(),
  /** Always, or as long as the condition holds. */
  required: z.union([z.boolean(), expression]).optional(),
  /** Asked only as long as the condition holds. */
  shownWhen: expression.optional(),
  /** 基本情報 (to be reported at once on change) or all else. */
  class: z.enum(['basic', 'other']).optional(),
  prefill: z
    .string()
    .regex(/^(last|last-year|master:[a-zA-Z]+|[a-z][a-z-]*:[a-z][a-z0-9_]*)$/)
    .optional(),
  public: z.boolean().optional(),
  /** Its column in the open data. */
  openData: z.string().optional(),
  /** The provision that asks for it. */
  legal: z.string().optional(),
  /** Whether a source says so, it follows from one, or it is from general knowledge and has to be checked. */
  source: z.enum(['stated', 'inferred', 'memory']).optional(),
};

const textFormats = ['plain', 'kana', 'half-width', 'url', 'mail', 'phone', 'postal-code'] as const;

const item = <T extends string, Shape extends z.core.$ZodLooseShape>(type: T, shape: Shape) =>
  z.strictObject({ ...ofEveryItem, type: z.literal(type), ...shape });

const plainTypes = [
  item('text', {
    format: z.enum(textFormats).optional(),
    maxLength: z.int().min(1).max(10_000),
    /** Rows of the box; one line where absent. */
    lines: z.int().min(2).max(20).optional(),
  }),
  item('int', { unit: z.string().optional(), min: z.int().optional(), max: z.int().optional() }),
  item('decimal', {
    unit: z.string().optional(),
    places: z.int().min(1).max(6).optional(),
    min: z.number().optional(),
    max: z.number().optional(),
  }),
  item('one', { options }),
  item('many', { options }),
  /** 0 無し, 1 有り. Codes and no boolean, so that 未回答 stays apart. */
  item('yes-no', {}),
  /** 0 不可, 1 可. */
  item('can', {}),
  item('date', {}),
  /** HH:MM, up to 24:00. A range may cross midnight. */
  item('time', {}),
  item('computed', {
    expression,
    unit: z.string().optional(),
    places: z.int().min(0).max(6).optional(),
    /** The figure is a share, shown in per cent. */
    percent: z.boolean().optional(),
    /** Blank figures count as 0, as in a total; all blank, it is blank. */
    blankIsZero: z.boolean().optional(),
  }),
] as const;

const plainItem = z.discriminatedUnion('type', plainTypes);
const columns = z.array(plainItem).min(1);
const labelled = z.strictObject({ code: key, label: z.string().min(1) });

const formItem = z.discriminatedUnion('type', [
  ...plainTypes,
  /** A table whose rows are fixed, such as the days of a week. */
  item('grid', { rows: z.array(labelled).min(1), columns }),
  /**
   * A table to which rows are added. Where it has a matrix, each row is a card, and in it the columns `<row>_<column>`
   * stand as a table of their own: the hours of each day of the week.
   */
  item('rows', {
    columns,
    atMost: z.int().min(1).max(200),
    matrix: z.strictObject({ rows: z.array(labelled).min(1), columns: z.array(labelled).min(1) }).optional(),
  }),
]);

const check = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]*$/),
  holds: expression,
  /** The check is made only where this holds. */
  when: expression.optional(),
  /** A table whose every row is checked; its columns are variables then. */
  each: key.optional(),
  level: z.enum(['error', 'warning']),
  message: z.string().min(1),
  /** Keys of what it is about, the one to be corrected first. */
  items: z.array(z.string()).min(1),
});

export const formDefinition = z.strictObject({
  form: z.string().regex(/^[a-z][a-z-]*$/),
  version: z.int().min(1),
  validFrom: day,
  validUntil: day.optional(),
  title: z.string().min(1),
  legalBasis: z.string().optional(),
  respondent: z.enum(['institution', 'prefecture']),
  audience: kinds,
  cadence: z.enum(['daily', 'weekly', 'yearly', 'on-demand']),
  /** It is asked no more; what was answered stays (R142). */
  ended: z.strictObject({ on: day, note: z.string().min(1) }).optional(),
  sections: z
    .array(
      z.strictObject({
        code: z.string().regex(/^[a-z][a-z0-9-]*$/),
        title: z.string().min(1),
        ...askedOf,
        help: z.string().optional(),
        items: z.array(formItem).min(1),
      }),
    )
    .min(1),
  checks: z.array(check),
});

/** A form as data: one version, as its file has it. */
export type FormDefinition = z.output<typeof formDefinition>;
export type Section = FormDefinition['sections'][number];
/** An item of a section. */
export type Item = z.output<typeof formItem>;
/** An item with one value: what a column of a table may be, too. */
export type PlainItem = z.output<typeof plainItem>;
export type GridItem = Extract<Item, { type: 'grid' }>;
export type RowsItem = Extract<Item, { type: 'rows' }>;
export type Check = z.output<typeof check>;
export type TextFormat = (typeof textFormats)[number];
export interface Option {
  readonly code: string;
  readonly label: string;
  readonly for?: readonly InstitutionType[] | undefined;
}

/** The choices of an item; undefined where it is none. */
export function optionsOf(item: PlainItem): readonly Option[] | undefined {
  switch (item.type) {
    case 'one':
    case 'many':
      return item.options;
    case 'yes-no':
      return yesNo;
    case 'can':
      return canOrCannot;
    default:
      return undefined;
  }
}

const yesNo: readonly Option[] = [
  { code: '0', label: '無し' },
  { code: '1', label: '有り' },
];
const canOrCannot: readonly Option[] = [
  { code: '0', label: '不可' },
  { code: '1', label: '可' },
];

export const isPlain = (item: Item): item is PlainItem => item.type !== 'grid' && item.type !== 'rows';

/** What counts in a total. */
export const isFigure = ({ type }: Item): boolean => type === 'int' || type === 'decimal' || type === 'computed';
