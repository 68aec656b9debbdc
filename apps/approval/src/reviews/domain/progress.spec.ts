import fc from 'fast-check';
import { friday, kagoshima, later, waiting } from '../../../test/samples.js';
import { approve, reject } from './decide.js';
import { follow, type Progress } from './progress.js';
import { isOpen, stageBegan, type Review } from './review.js';

const approved = (): Review => {
  const decided = approve(waiting(), kagoshima, friday);
  if (decided.kind !== 'changed') throw new Error(decided.kind);
  return decided.review;
};

const told = (review: Review, ...progress: Progress[]): Review =>
  progress.reduce((before, news) => follow(before, news) ?? before, review);

const arrived: Progress = { outcome: 'pre-noticed', at: later(1) };
const issued: Progress = { outcome: 'issued', at: later(72), version: 3 };
const voided: Progress = { outcome: 'voided', at: later(73), version: 4 };

describe('what becomes of an approved application (R159)', () => {
  it('goes from the arrival of ① to the account', () => {
    const noticed = told(approved(), arrived);
    expect(noticed.state.name).toBe('pre-noticed');
    const done = told(noticed, issued);
    expect(done.state).toEqual({
      name: 'issued',
      decision: { by: 'official-46', at: friday },
      since: later(72),
    });
    expect(stageBegan(done)).toEqual(later(72));
    expect([isOpen(noticed.state), isOpen(done.state)]).toEqual([true, false]);
  });

  it('is not known before the approval is, and never after a rejection', () => {
    const rejected = reject(waiting(), kagoshima, '理由', friday);
    expect(follow(waiting(), issued)).toBeUndefined();
    expect(rejected.kind === 'changed' && follow(rejected.review, issued)).toBeUndefined();
  });

  it('is the same for the same news again: nothing changes', () => {
    const done = told(approved(), issued);
    expect(follow(done, issued)).toBe(done);
  });

  it('is the newest that accounts said, in whatever order and however often the news come', () => {
    const news = fc.shuffledSubarray([arrived, issued, voided, arrived, issued, voided], { minLength: 6 });
    fc.assert(fc.property(news, (heard) => told(approved(), ...heard).state.name === 'voided'));
  });

  it('never goes back when a mail is told of late', () => {
    expect(told(approved(), issued, arrived).state.name).toBe('issued');
  });
});
