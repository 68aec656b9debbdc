import { noticesAt } from './notice.js';
import { receptionAt, type ReceptionWindow } from './reception-window.js';

const at = (text: string): Date => new Date(`${text}+09:00`);
const april: ReceptionWindow = { opensAt: at('2026-04-01T09:00:00'), closesAt: at('2026-04-30T17:00:00') };
const december: ReceptionWindow = { opensAt: at('2026-12-01T00:00:00'), closesAt: undefined };

describe('The period in which the form is published (R2)', () => {
  it('is always, where no window was set', () => {
    expect(receptionAt([], at('2026-01-01T00:00:00'))).toEqual({ open: true, closesAt: undefined });
  });

  it.each([
    ['2026-04-01T08:59:59', false],
    ['2026-04-01T09:00:00', true],
    ['2026-04-30T16:59:59', true],
    ['2026-04-30T17:00:00', false],
    ['2026-12-01T00:00:00', true],
    ['2030-01-01T00:00:00', true],
  ])('at %s: open is %s', (moment, open) => {
    expect(receptionAt([december, april], at(moment)).open).toBe(open);
  });

  it('names the next and the last window while it is closed', () => {
    expect(receptionAt([december, april], at('2026-05-01T00:00:00'))).toEqual({
      open: false,
      next: december,
      last: april,
    });
    expect(receptionAt([april], at('2026-01-01T00:00:00'))).toEqual({ open: false, next: april, last: undefined });
    expect(receptionAt([april], at('2027-01-01T00:00:00'))).toEqual({ open: false, next: undefined, last: april });
  });
});

describe('A caution (R6)', () => {
  const always = { text: 'always', shownFrom: undefined, shownUntil: undefined };
  const dated = { text: 'dated', shownFrom: at('2026-11-01T00:00:00'), shownUntil: at('2026-12-01T00:00:00') };

  it.each([
    ['2026-10-31T23:59:59', ['always']],
    ['2026-11-01T00:00:00', ['always', 'dated']],
    ['2026-11-30T23:59:59', ['always', 'dated']],
    ['2026-12-01T00:00:00', ['always']],
  ])('at %s those that stand are %j', (moment, texts) => {
    expect(noticesAt([always, dated], at(moment)).map(({ text }) => text)).toEqual(texts);
  });
});
