import { askedOf, hears } from '@todoke/events';
import { notifications } from '../src/notifications.service.js';

it('what each module hears is what the table of all services says', () => {
  expect(notifications.hears).toEqual(hears['notifications']);
});

it('what its modules answer is what the table of who asks whom says', () => {
  expect(notifications.answers).toEqual(askedOf('notifications'));
});
