/** How states, mails and ages are marked on pages: the same word in the same colour at every desk. */
import { type Age, ageLabels, type Ages, ageText, isVeryLate } from './ages.js';
import { type MailState, mailStateWords } from './mails.js';
import { type ApplicationState, stateWords } from './states.js';

/** What the reader should make of it. */
type Kind = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

/** A marked word, as tables and lists of @todoke/web show it. */
export interface Tag {
  readonly label: string;
  readonly kind: Kind;
}

/** What waits for a prefecture, what is under way, a good end, an end without an account, a bad end. */
const stateKinds: Readonly<Record<ApplicationState, Kind>> = {
  waiting: 'warning',
  approved: 'info',
  rejected: 'neutral',
  withdrawn: 'neutral',
  'pre-notice-sent': 'info',
  'guidance-waiting': 'info',
  issued: 'success',
  granted: 'success',
  'nothing-to-do': 'neutral',
  'pre-notice-undeliverable': 'danger',
  voided: 'danger',
};

/** 状態 of an application (R159). */
export const stateTag = (state: ApplicationState): Tag => ({ label: stateWords[state], kind: stateKinds[state] });

const mailKinds: Readonly<Record<MailState, Kind>> = {
  waiting: 'neutral',
  sending: 'info',
  accepted: 'success',
  bounced: 'danger',
  failed: 'danger',
};

/** 送信状況 of a mail (R161). */
export const mailStateTag = (state: MailState): Tag => ({ label: mailStateWords[state], kind: mailKinds[state] });

/** A cell of a table: a text, or a marked word. */
type TagCell = string | { tag: { label: string; kind: Kind } };

/** 3日; marked where it is late, and once more where it is very late (R66). */
export const ageCell = (age: Age): TagCell =>
  age.late ? { tag: { label: ageText(age), kind: isVeryLate(age) ? 'danger' : 'warning' } } : ageText(age);

/**
 * The columns of both ages in a list of applications, the same at every desk (R66). A dash where an application waits
 * for nobody; in a file the days alone.
 */
export const ageColumns = <Row, Context extends { readonly now: Date }>(agesOf: (row: Row, now: Date) => Ages) =>
  (['total', 'stage'] as const).map((which) => ({
    label: ageLabels[which],
    csvLabel: `${ageLabels[which]}の日数`,
    numeric: true,
    cell: (row: Row, { now }: Context): TagCell => {
      const age = agesOf(row, now)[which];
      return age === undefined ? '—' : ageCell(age);
    },
    csv: (row: Row, { now }: Context): number | undefined => agesOf(row, now)[which]?.days,
  }));
