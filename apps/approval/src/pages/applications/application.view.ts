import { prefectureName } from '@todoke/japan';
import { ages } from '../../domain/ages.js';
import { shownMails, type ShownMail } from '../../domain/mail.js';
import { decides, type Official } from '../../domain/official.js';
import type { Review } from '../../domain/review.js';
import type { Dossier } from '../../persistence/dossiers.js';
import type { PossibleDuplicate } from '../../persistence/duplicates.js';
import {
  historyWords,
  likenessWords,
  mailReasonWords,
  mailStateWords,
  mailWords,
  stateAdvice,
  stateWords,
} from '../words.js';
import { itemRows, warningsOf } from './items.view.js';

/** The dossier in the words of the page. */
export function applicationView({ review, history, mails, duplicates }: Dossier, official: Official, now: Date) {
  return {
    number: review.number,
    name: review.items.institutionName,
    prefecture: prefectureName(review.prefecture),
    receivedAt: review.receivedAt,
    ...ages(review, now),
    ...decisionView(review, official),
    sections: itemRows(review.items),
    warnings: warningsOf(review.items),
    duplicates: duplicates.map(duplicateView),
    history: history.map(({ what, at }) => ({ what: historyWords[what] ?? what, at })),
    mails: shownMails(review, mails).map(mailView),
  };
}

function decisionView(review: Review, official: Official) {
  const { state } = review;
  const mine = decides(official, review);
  return {
    state: stateWords[state.name],
    advice: stateAdvice[state.name],
    canDecide: state.name === 'waiting' && mine,
    waitsForOthers: state.name === 'waiting' && !mine,
    approvedAt: state.name === 'waiting' || state.name === 'rejected' ? undefined : state.decision.at,
    rejectedAt: state.name === 'rejected' ? state.decision.at : undefined,
    rejectionReason: state.name === 'rejected' ? state.reason : undefined,
  };
}

const duplicateView = (duplicate: PossibleDuplicate) => ({
  ground: likenessWords[duplicate.likeness],
  name: duplicate.name,
  ...(duplicate.kind === 'application'
    ? { number: duplicate.number, state: stateWords[duplicate.state], receivedAt: duplicate.receivedAt }
    : { location: duplicate.location, account: duplicate.hasAccount ? 'アカウントあり' : 'アカウントなし' }),
});

const mailView = (mail: ShownMail) => ({
  name: mailWords[mail.mail],
  state: mailStateWords[mail.state],
  arrived: mail.state === 'accepted',
  ...(mail.state === 'expected'
    ? {}
    : {
        at: mail.at,
        reason: mail.reason === undefined ? undefined : (mailReasonWords[mail.reason] ?? mailReasonWords['unknown']),
        possiblyTwice: mail.possiblyTwice,
      }),
});
