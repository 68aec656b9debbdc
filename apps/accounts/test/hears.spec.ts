import { askedOf, hears } from '@todoke/events';
import { accounts } from '../src/accounts.service.js';

it('what each module hears is what the table of all services says', () => {
  expect(accounts.hears).toEqual(hears['accounts']);
});

it('what its modules answer is what the table of who asks whom says', () => {
  expect(accounts.answers).toEqual(askedOf('accounts'));
});
