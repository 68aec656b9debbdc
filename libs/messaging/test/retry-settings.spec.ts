import { environment } from '@todoke/service';
import { z } from 'zod';
import { retrySettings } from '../src/retry-policy.js';

const read = (given: NodeJS.ProcessEnv) => environment(z.object(retrySettings), given);

it('an operator chooses how often an event is tried, within what leaves no event lost or hurried', () => {
  expect(read({ EVENT_RETRY_LONGEST_MS: '10000', EVENT_RETRY_DELIVERIES: '3' })).toEqual({
    ANSWERED_WITHIN_MS: 5_000,
    EVENT_RETRY_LONGEST_MS: 10_000,
    EVENT_RETRY_DELIVERIES: 3,
    OUTBOX_POLL_MS: 1_000,
  });
  const wrong = { EVENT_RETRY_LONGEST_MS: '0', EVENT_RETRY_DELIVERIES: '0', OUTBOX_POLL_MS: '1' };
  expect(() => read(wrong)).toThrow(/EVENT_RETRY_LONGEST_MS[^]*EVENT_RETRY_DELIVERIES[^]*OUTBOX_POLL_MS/);
});
