import { hears } from '@todoke/events';
import { registration } from '../src/registration.service.js';

it('what each module hears is what the table of all services says', () => {
  expect(registration.hears).toEqual(hears['registration']);
});
