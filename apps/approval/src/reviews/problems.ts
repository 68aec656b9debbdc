import { defineProblems } from '@todoke/service';
import { longestReason, type Refusal } from './domain/decide.js';

/** Every refusal of this service. The texts are for officials. */
export const problems = defineProblems({
  applicationMissing: { kind: 'missing', text: 'この申請番号の申請は見つかりません。' },
  notYoursToDecide: { kind: 'forbidden', text: 'この申請を承認・却下する権限がありません。' },
  alreadyDecided: {
    kind: 'conflict',
    text: 'この申請は、すでに承認または却下されています。申請の画面を開き直して、現在の状態をご確認ください。',
  },
  assigneeUnsuitable: {
    kind: 'invalid',
    text: '選ばれた人は、この申請を担当できません。担当できる人を選び直してください。',
  },
  centreDecidesOnPharmacies: {
    kind: 'invalid',
    text: '保健所が担当できるのは、管轄する市区町村の薬局だけです。機関区分に「薬局」を選び、市区町村を確かめてください。',
  },
  reasonMissing: { kind: 'invalid', text: '却下理由を入力してください。' },
  cameBack: {
    kind: 'conflict',
    text: 'この申請は、画面を開いたあとに承認待ちに戻りました。内容をもう一度ご確認ください。',
  },
  rejectionSent: {
    kind: 'conflict',
    text: '却下は取り消せません。却下理由を申請者にメールでお知らせしています。',
  },
  checkBegun: { kind: 'conflict', text: '事務局の確認が始まっていたため、取り消せませんでした。' },
  reasonTooLong: { kind: 'invalid', text: `却下理由は${longestReason}文字以内で入力してください。` },
});

/** The domain's refusals, as problems. */
export const refusals: Readonly<Record<Refusal, keyof typeof problems>> = {
  'not-yours-to-decide': 'notYoursToDecide',
  'already-decided': 'alreadyDecided',
  'reason-missing': 'reasonMissing',
  'reason-too-long': 'reasonTooLong',
  'came-back': 'cameBack',
  'check-begun': 'checkBegun',
  'rejection-sent': 'rejectionSent',
};
