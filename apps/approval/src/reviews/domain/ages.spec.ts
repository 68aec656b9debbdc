import { kagoshima, later, waiting } from '../../../test/samples.js';
import { ages, daysBetween } from './ages.js';
import { approve } from './decide.js';
import { follow } from './progress.js';

const day = 24;

describe('経過日数', () => {
  it('counts days of the calendar in Japan, not hours', () => {
    const lateEvening = new Date('2026-12-31T23:59:59+09:00');
    expect(daysBetween(lateEvening, new Date('2027-01-01T00:00:00+09:00'))).toBe(1);
    expect(daysBetween(new Date('2027-01-01T00:00:00+09:00'), new Date('2027-01-01T23:59:59+09:00'))).toBe(0);
  });

  it('is late from the 15th day of a stage on (R66)', () => {
    expect(ages(waiting(), later(14 * day))).toEqual({ total: 14, stage: 14, late: false });
    expect(ages(waiting(), later(15 * day))).toEqual({ total: 15, stage: 15, late: true });
  });

  it('begins again with each stage, and stands still at the end', () => {
    const approved = approve(waiting(), kagoshima, later(15 * day));
    if (approved.kind !== 'changed') throw new Error(approved.kind);
    expect(ages(approved.review, later(20 * day))).toEqual({ total: 20, stage: 5, late: false });
    const issued = follow(approved.review, { outcome: 'issued', at: later(22 * day), version: 1 });
    expect(issued && ages(issued, later(400 * day))).toEqual({ total: 22, late: false });
  });
});
