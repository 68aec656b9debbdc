import { hears } from '@todoke/events';
import { accounts } from '../src/accounts.service.js';

it('what each module hears is what the table of all services says', () => {
  expect(accounts.hears).toEqual(hears['accounts']);
});
