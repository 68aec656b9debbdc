import { begin, fillIn, giveBack, publish, release, type Report, submit, takeBack } from './report.js';
import { usualWindow } from './window.js';

const at = (instant: string) => new Date(`${instant}+09:00`);
const act = (instant: string, by = 'institution') => ({ by, at: at(instant) });
const within = act('2027-01-20T10:00:00');
const official = act('2027-01-21T10:00:00', 'official-46');
const late = act('2027-04-01T00:00:00');
const window = usualWindow({ prefecture: '46', scheme: 'medical' }, 2026);
const values = { name: 'サンプル病院' };

const draft: Report = begin(
  {
    id: '00000000-0000-4000-8000-000000000001',
    institution: 'i-1',
    scheme: 'medical',
    fiscalYear: 2026,
    kind: 'yearly',
    route: 'web',
    prefecture: '46',
    type: 'hospital',
    formVersion: 1,
  },
  within,
).report;
const submitted = submit(draft, values, window, within).report;
const returned = giveBack(submitted, '電話番号をご確認ください。', official).report;
const released = release(submitted, official).report;
const published = publish(released, late).report;

describe('a report', () => {
  it('goes from 報告中 to 報告済, 公表予定 and 公表, a version a step', () => {
    const steps = [draft, submitted, released, published];
    expect(steps.map(({ state, version }) => [state, version])).toEqual([
      ['draft', 1],
      ['submitted', 2],
      ['released', 3],
      ['published', 4],
    ]);
    expect(submitted).toMatchObject({ values, submitted: within, round: 1 });
    expect(published.publishedOn).toBe('2027-04-01');
  });

  it('is returned with a reason, filled in again in the next round, and reported again', () => {
    expect(returned).toMatchObject({
      state: 'returned',
      returned: { ...official, reason: '電話番号をご確認ください。' },
    });
    const again = fillIn(returned, window, within).report;
    expect(again).toMatchObject({ state: 'draft', round: 2, version: 4, values });
    expect(submit(again, values, window, within).report).toMatchObject({ state: 'submitted', round: 2, version: 5 });
    expect(submit(returned, values, window, within).report).toMatchObject({ state: 'submitted', round: 2, version: 4 });
  });

  it('is taken back by the institution while it is not released, and reported again in the same round', () => {
    const taken = takeBack(submitted, window, within).report;
    expect(taken).toMatchObject({ state: 'draft', round: 1, version: 3, values });
    expect(submit(taken, values, window, within).report).toMatchObject({ state: 'submitted', round: 1 });
  });

  it.each([
    ['reported', submitted, (report: Report) => submit(report, values, window, within)],
    ['taken back', draft, (report: Report) => takeBack(report, window, within)],
    ['returned', returned, (report: Report) => giveBack(report, 'また', official)],
    ['released', released, (report: Report) => release(report, official)],
    ['released when it is published', published, (report: Report) => release(report, official)],
    ['published', published, (report: Report) => publish(report, late)],
    ['published before its day', released, (report: Report) => publish(report, act('2027-03-31T23:59:59.999'))],
  ])('%s twice stays as it is, and nothing is told', (_, report, step) => {
    expect(step(report)).toEqual({ report, changed: false });
  });

  it.each([
    ['filled in when it is reported', () => fillIn(submitted, window, within), 'already-reported'],
    ['filled in when it is released', () => fillIn(released, window, within), 'already-released'],
    ['filled in when it is published', () => fillIn(published, window, late), 'already-released'],
    ['reported when it is released', () => submit(released, values, window, within), 'already-released'],
    ['taken back when it is released', () => takeBack(released, window, within), 'already-released'],
    ['taken back when it is returned', () => takeBack(returned, window, within), 'not-reported'],
    ['returned when it is released', () => giveBack(released, 'x', official), 'already-released'],
    ['returned when it is not reported', () => giveBack(draft, 'x', official), 'not-reported'],
    ['released when it is not reported', () => release(draft, official), 'not-reported'],
    ['released when it is returned', () => release(returned, official), 'not-reported'],
  ])('is not %s', (_, step, code) => {
    expect(step).toThrow(expect.objectContaining({ code }));
  });

  it('tells of what others have to know', () => {
    expect(submit(draft, values, window, within).told).toBe('submitted');
    expect(giveBack(submitted, 'x', official).told).toBe('returned');
    expect(release(submitted, official).told).toBe('released');
    expect([takeBack(submitted, window, within), publish(released, late)].map(({ told }) => told)).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe('the last day', () => {
  it('ends filling in, reporting and taking back (R52)', () => {
    const lastMoment = act('2027-03-31T23:59:59.999');
    expect(submit(draft, values, window, lastMoment).report.state).toBe('submitted');
    for (const step of [
      () => fillIn(draft, window, late),
      () => submit(draft, values, window, late),
      () => takeBack(submitted, window, late),
    ]) {
      expect(step).toThrow(expect.objectContaining({ code: 'window-closed' }));
    }
  });

  it('is that of the extension, where there is one', () => {
    const extended = { ...window, extendedUntil: '2027-04-15' };
    expect(submit(draft, values, extended, act('2027-04-15T23:59:59')).report.state).toBe('submitted');
  });

  it('does not hold for what the prefecture returned, nor for 随時報告', () => {
    expect(submit(returned, values, window, late).report.state).toBe('submitted');
    expect(submit({ ...draft, kind: 'occasional' }, values, window, late).report.state).toBe('submitted');
  });
});

describe('publication (R53)', () => {
  it('is on 1 April, for what was released before', () => {
    expect(release(submitted, act('2027-03-31T23:59:59.999')).report).toMatchObject({ state: 'released' });
    expect(publish(released, act('2027-04-01T00:00:00')).report).toMatchObject({ state: 'published' });
  });

  it('is at once, for what is released later', () => {
    expect(release(submitted, act('2027-05-10T09:00:00')).report).toMatchObject({
      state: 'published',
      publishedOn: '2027-05-10',
    });
  });

  it('is at once for 随時報告', () => {
    expect(release({ ...submitted, kind: 'occasional' }, official).report).toMatchObject({
      state: 'published',
      publishedOn: '2027-01-21',
    });
  });
});
