import type { InstitutionType } from '@todoke/lifecycle';
import type { FormDefinition, Item } from './definition.js';
import type { Rules } from './rules.js';

/** A definition that was validated, with its items in their order and its rules ready. */
export interface Form extends FormDefinition, Narrowing {
  /** Of all sections, in the order of the page. */
  readonly items: readonly Item[];
  readonly item: (key: string) => Item | undefined;
  readonly rules: Rules;
}

/** Parts of a form that are forms themselves. Each is made once. */
export interface Narrowing {
  /** What one kind of institutions is asked: without the sections, items, columns and options that are for others. */
  readonly narrowed: (type: InstitutionType) => Form;
  /**
   * The items that are kept, such as 基本情報 alone. Sections of which nothing is left go, and so do checks of which an
   * item is gone.
   * @param keep the same function for the same part
   */
  readonly only: (keep: (item: Item) => boolean) => Form;
}
