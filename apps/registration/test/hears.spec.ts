import { askedOf, hears } from '@todoke/events';
import { registration } from '../src/registration.service.js';

it('what each module hears is what the table of all services says', () => {
  expect(registration.hears).toEqual(hears['registration']);
});

it('what its modules answer is what the table of who asks whom says', () => {
  expect(registration.answers).toEqual(askedOf('registration'));
});
