import { askedOf, hears } from '@todoke/events';
import { reporting } from '../src/reporting.service.js';

it('what each module hears is what the table of all services says', () => {
  expect(reporting.hears).toEqual(hears['reporting']);
});

it('what its modules answer is what the table of who asks whom says', () => {
  expect(reporting.answers).toEqual(askedOf('reporting'));
});
