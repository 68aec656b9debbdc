import { askedOf, hears } from '@todoke/events';
import { approval } from '../src/approval.service.js';

it('what each module hears is what the table of all services says', () => {
  expect(approval.hears).toEqual(hears['approval']);
});

it('what its modules answer is what the table of who asks whom says', () => {
  expect(approval.answers).toEqual(askedOf('approval'));
});
