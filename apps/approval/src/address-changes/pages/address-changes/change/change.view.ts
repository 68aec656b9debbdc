import { formatDateTime, prefectureName } from '@todoke/japan';
import { ageAt, ageText, mailTitle } from '@todoke/lifecycle';
import type { Official } from '../../../../reviews/index.js';
import type { OpenedChange } from '../../../actions/open-address-change.js';
import { type AddressChange, carriesOut, endOf, isOpen } from '../../../domain/address-change.js';
import { adviceWords, changeTag, noticeReason, noticeTag, refusalWord } from '../../../words.js';

/** What the template of the page shows of a request. */
export function changeView({ change, notice, names }: OpenedChange, official: Official, now: Date) {
  const { id, institution, institutionName, state } = change;
  const mine = carriesOut(official, change);
  const canStep = mine && state.name === 'received';
  return {
    name: institutionName,
    caption: prefectureName(change.prefecture),
    state: changeTag(state.name),
    facts: factsOf(change),
    course: courseOf(change, names, now),
    advice: adviceOf(change, mine),
    refusal: state.name === 'refused' ? refusalWord(state.why) : undefined,
    notice: state.name === 'done' && { tag: noticeTag(notice), reason: notice && noticeReason(notice) },
    mail: mailTitle('M9'),
    ...(mine && { loginId: `/login-ids/${encodeURIComponent(institution)}` }),
    ...(canStep && { request: `/address-changes/${id}/request`, withdraw: `/address-changes/${id}/withdraw` }),
    ...(mine &&
      state.name === 'refused' && { again: `/address-changes/new?institution=${encodeURIComponent(institution)}` }),
  };
}

/** Why it was refused stands in a notice of its own. */
function adviceOf({ state: { name } }: AddressChange, mine: boolean): string | undefined {
  if (name === 'refused') return undefined;
  return adviceWords[name === 'received' && !mine ? 'others' : name];
}

/** The four facts of R59. */
const factsOf = ({ institutionName, institutionCode, oldAddress, newAddress, shared }: AddressChange) => [
  { label: '報告機関名', value: institutionName },
  { label: '機関コード', value: institutionCode },
  { label: '変更前メールアドレス', value: oldAddress },
  { label: '変更後メールアドレス', value: newAddress },
  ...(shared ? [{ label: 'ほかの機関との共用', value: '共用する' }] : []),
];

/** Who did what when, and how long it takes or took (R82). */
function courseOf({ received, state }: AddressChange, names: ReadonlyMap<string, string>, now: Date) {
  const step = ({ by, at }: { readonly by: string; readonly at: Date }): string =>
    `${formatDateTime(at)}（${names.get(by) ?? ''}）`;
  const end = endOf(state);
  const age = ageAt(received.at, end ?? now);
  return [
    { label: '受付', value: step(received) },
    ...('request' in state ? [{ label: '変更の実行', value: step(state.request) }] : []),
    ...(end ? [{ label: '終了', value: formatDateTime(end) }] : []),
    { label: '経過日数', value: ageText({ ...age, late: age.late && isOpen(state) }) },
  ];
}
