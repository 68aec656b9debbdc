/** The kinds of a field. */
type InputKind =
  | 'text'
  | 'email'
  | 'tel'
  | 'password'
  | 'search'
  | 'date'
  | 'number'
  | 'select'
  | 'radio'
  | 'checkbox'
  | 'textarea'
  | 'hidden';

interface FieldOption {
  value: string;
  label: string;
  hint?: string;
}

/** The texts of one field. The schema says what is accepted, this says how it is presented. */
export interface FieldText {
  label: string;
  /** Shows `*` and 必須; a blank answer gets 「…を入力してください。」 when the schema refuses it. */
  required?: boolean;
  /** Opens behind the 「？」 beside the label (R89). */
  help?: string;
  /** Always visible below the label. */
  hint?: string;
  /** Default `text`; `checkbox` without options is one box (boolean), with options a group (string[]). */
  input?: InputKind;
  options?: readonly FieldOption[];
  /** First, empty choice of a select. Default 選択してください; false where the first option is chosen at first. */
  prompt?: string | false;
  autocomplete?: string;
  inputMode?: 'text' | 'numeric' | 'tel' | 'email' | 'search' | 'decimal' | 'url';
  placeholder?: string;
  /**
   * Longest answer in code points, counted as it is stored. The refusal says how many are too many, and a count stands
   * below the field of a text. The browser cuts nothing: no `maxlength`.
   */
  maxLength?: number;
  /** The answer is stored in full width, and counted so. */
  widened?: boolean;
  /** Shown but not editable; the value comes from `known`, a posted one is ignored (R36). */
  readonly?: boolean;
  /** Width of the box in full-width characters. */
  width?: 'short' | 'medium' | 'long';
  rows?: number;
}

export type FieldTexts<Name extends string = string> = Readonly<Record<Name, FieldText>>;
