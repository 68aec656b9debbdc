/** What is to be done; see `words.ts` for what officials read. */
export type TodoKind =
  | 'pre-notice-undeliverable'
  | 'guidance-undeliverable'
  | 'guidance-given-up'
  | 'account-kept'
  | 'rejection-undeliverable'
  | 'existing-user-undeliverable'
  | 'permission-granted'
  | 'completion-undeliverable'
  | 'change-refused'
  | 'change-late';

export interface AboutApplication {
  readonly number: string;
  readonly change?: undefined;
}

/** A request for another mail address. */
export interface AboutChange {
  readonly change: string;
  readonly number?: undefined;
}

/** Something that a prefecture has to tell somebody or to look after, as it comes to be. */
export interface NewTodo<About = AboutApplication | AboutChange> {
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

export const todoId = (about: AboutApplication | AboutChange, slot: TodoSlot): string =>
  `${about.number ?? about.change}-${slot}`;

/** Whether a text of an address can be one. */
export const isTodoId = (text: string): boolean => /^[\w-]{1,64}$/.test(text);

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

/** 連絡済み. Who did it first stays; what has ended stays as it is. */
export const done = (todo: Todo, by: string, at: Date): Todo =>
  todo.state.name === 'open' ? { ...todo, state: { name: 'done', by, at } } : todo;

/** 未対応に戻す. */
export const reopened = (todo: Todo): Todo =>
  todo.state.name === 'done' ? { ...todo, state: { name: 'open' } } : todo;

/** The kinds whose account can be voided, so that the institution may apply again (R58). */
export const isVoidable = ({ kind, state, voidingAsked }: Pick<Todo, 'kind' | 'state' | 'voidingAsked'>): boolean =>
  kind === 'guidance-given-up' && state.name === 'open' && voidingAsked === undefined;

/** Kinds for which an application stands in the pile 不達・ご案内が必要, until they are done. */
const kindsOfPile: readonly TodoKind[] = ['pre-notice-undeliverable', 'guidance-undeliverable', 'permission-granted'];

export const isOfPile = (todo: Todo): todo is Todo & { readonly number: string } =>
  todo.number !== undefined && kindsOfPile.includes(todo.kind);
