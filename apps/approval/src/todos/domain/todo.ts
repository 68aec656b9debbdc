/** What is to be done; see `words.ts` for what officials read. */
export const todoKinds = [
  'pre-notice-undeliverable',
  'guidance-undeliverable',
  'guidance-given-up',
  'account-kept',
  'rejection-undeliverable',
  'existing-user-undeliverable',
  'permission-granted',
  'completion-undeliverable',
  'change-refused',
  'change-late',
] as const;
export type TodoKind = (typeof todoKinds)[number];

/** An application, or a request for another mail address. */
export type About =
  | { readonly number: string; readonly change?: undefined }
  | { readonly change: string; readonly number?: undefined };

/** Something that a prefecture has to tell somebody or to look after, as it comes to be. */
export interface NewTodo {
  readonly id: string;
  readonly kind: TodoKind;
  readonly about: About;
  /** From this instant on it is to be done. */
  readonly since: Date;
  /** Code of what a mail server or accounts said. */
  readonly reason?: string | undefined;
}

/** The to-dos that there can be about one thing; each has one row, whatever its kind becomes. */
export type TodoSlot = 'M3' | 'M4' | 'M5' | 'M6' | 'M9' | 'permission' | 'refused' | 'late';

export const todoId = (about: About, slot: TodoSlot): string => `${about.number ?? about.change}-${slot}`;

/** One to-do, as it stands. */
export interface Todo {
  readonly id: string;
  readonly kind: TodoKind;
  readonly number?: string | undefined;
  readonly prefecture: string;
  readonly state: TodoState;
  /** Who asked accounts to void the account of the application. */
  readonly voidingAsked?: { readonly by: string; readonly at: Date } | undefined;
}

/** `ended`: nothing is to be done any more. `done`: 連絡済み. */
export type TodoState =
  | { readonly name: 'open' }
  | { readonly name: 'ended' }
  | { readonly name: 'done'; readonly by: string; readonly at: Date };

/** The kinds whose account can be voided, so that the institution may apply again (R58). */
export const isVoidable = ({ kind, state, voidingAsked }: Pick<Todo, 'kind' | 'state' | 'voidingAsked'>): boolean =>
  kind === 'guidance-given-up' && state.name === 'open' && voidingAsked === undefined;
