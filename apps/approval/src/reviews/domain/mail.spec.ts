import { friday, kagoshima, later, waiting } from '../../../test/samples.js';
import { approve, reject, type Decided } from './decide.js';
import { shownMails, type MailOutcome } from './mail.js';
import { follow } from './progress.js';
import type { Outcome, Review } from './review.js';

const after = (decided: Decided): Review => {
  if (decided.kind !== 'changed') throw new Error(decided.kind);
  return decided.review;
};
const approved = () => after(approve(waiting(), kagoshima, friday));
const at = (outcome: Outcome, review = approved()): Review => {
  const followed = follow(review, { outcome, at: later(1), version: 1 });
  if (followed === undefined) throw new Error('not followed');
  return followed;
};
const states = (review: Review, ...outcomes: MailOutcome[]) =>
  shownMails(review, outcomes).map(({ mail, state }) => `${mail} ${state}`);
const outcome = (mail: MailOutcome['mail'], state: MailOutcome['state']): MailOutcome => ({
  mail,
  state,
  possiblyTwice: false,
  at: friday,
});

describe('mails as the prefecture sees them (R81, R161)', () => {
  it('are expected until something is heard of them', () => {
    expect(states(waiting())).toEqual(['M2 expected']);
    expect(states(waiting(), outcome('M2', 'accepted'))).toEqual(['M2 accepted']);
  });

  it('are those of what happened to the application', () => {
    expect(states(after(reject(waiting(), kagoshima, '理由', friday)))).toEqual(['M2 expected', 'M3 expected']);
    expect(states(at('issued'), outcome('M5', 'bounced'), outcome('M4', 'accepted'))).toEqual([
      'M2 expected',
      'M4 accepted',
      'M5 bounced',
    ]);
    expect(states(at('granted'))).toEqual(['M2 expected', 'M6 expected']);
  });

  it('are none for a proxy application whose institution has an account: the prefecture tells it (R76)', () => {
    expect(states(at('granted', { ...approved(), route: 'proxy' }))).toEqual([]);
  });
});
