import { judge, loadForms } from '@todoke/forms';
import { municipalitiesOf } from '@todoke/japan';
import { trialAnswers } from './answers.js';
import { trialAreas } from './medical-areas.js';

const forms = loadForms(new URL('../forms/', import.meta.url));
const now = new Date('2026-11-30T15:00:00+09:00');
const answers = trialAnswers('2026-11-16', now);
const of = (survey: string) => answers.filter((one) => one.survey === survey);

describe('the answers of the trial', () => {
  it.each(['daily', 'weekly', 'recuperation', 'supplies'])(
    'to %s fit its form, whole and without a fault',
    (survey) => {
      const form = forms.version(survey, 1);
      if (form === undefined) throw new Error('there is no such form');
      expect(of(survey).length).toBeGreaterThan(3);
      for (const { values } of of(survey)) {
        const { errors, missing } = judge(form, values as never);
        expect({ errors, missing, values }).toEqual({ errors: [], missing: [], values });
      }
    },
  );

  it('are the same every time, and those of more days include them', () => {
    expect(trialAnswers('2026-11-16', now)).toEqual(answers);
    const longer = trialAnswers('2026-11-01', now).filter(
      ({ survey, day }) => survey === 'daily' && day >= '2026-11-16',
    );
    expect(longer).toEqual(of('daily'));
  });

  it('leave out some, and come late from some', () => {
    const yesterday = of('daily').filter(({ day }) => day === '2026-11-27');
    expect(yesterday.length).toBeGreaterThan(60);
    expect(yesterday.length).toBeLessThan(80);
    expect(of('daily').filter(({ late }) => late).length).toBeGreaterThan(10);
  });

  it.each(['2026-11-30T00:20:00+09:00', '2026-11-30T09:00:00+09:00', '2026-11-30T23:00:00+09:00'])(
    'of today are there for more than half, and none is from the future (%s)',
    (instant) => {
      const at = new Date(instant);
      const today = trialAnswers('2026-11-30', at).filter((one) => one.survey === 'daily' && one.day === '2026-11-30');
      expect(today.length).toBeGreaterThan(40);
      expect(today.length).toBeLessThan(70);
      expect(today.filter((one) => one.at > at)).toEqual([]);
    },
  );

  it('tell of restrictions, of full hospitals and of such with empty beds', () => {
    const values = of('daily').map((one) => one.values as Record<string, unknown>);
    const told = (key: string) => new Set(values.map((one) => one[key]));
    expect(told('acceptance')).toEqual(new Set(['yes', 'conditional', 'no']));
    expect(told('surgery').size).toBeGreaterThan(2);
    expect(told('nurses').size).toBeGreaterThan(1);
  });
});

it('the areas of the trial have each municipality of its prefectures once in each plan', () => {
  for (const plan of ['7', '8']) {
    const placed = trialAreas().filter((one) => one.plan === plan);
    const codes = placed.flatMap(({ municipalities }) => municipalities);
    expect(codes.sort()).toEqual(['36', '46'].flatMap((code) => municipalitiesOf(code).map((one) => one.code)));
  }
});
