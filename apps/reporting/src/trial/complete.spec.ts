import { judge, readAnswers, inputTexts, refusalsOf } from '@todoke/forms';
import { institutionTypes, permissionFor } from '@todoke/lifecycle';
import { formOf, formOn } from '../reports/forms.js';
import { complete } from './complete.js';

it.each(institutionTypes.map(({ value }) => value))('a whole report of a %s can be reported as it is', (type) => {
  const scheme = permissionFor(type);
  const { version } = formOn(scheme, '2027-01-20');
  const form = formOf({ scheme, type, kind: 'yearly', formVersion: version });
  for (const seed of [1, 2, 3]) {
    const values = complete(form, {}, seed);
    const reading = readAnswers(form, inputTexts(form, values));
    expect(refusalsOf(form, reading.problems, judge(form, reading.values))).toEqual([]);
  }
});
