import { queryOfQueue, queueIn } from './queue.js';

it('a queue is written into an address and read from it', () => {
  const queues = [{ mine: false }, { pile: 'clean' as const, mine: false }, { pile: 'duplicate' as const, mine: true }];
  expect(queues.map(queryOfQueue)).toEqual(['', '?pile=clean', '?pile=duplicate&mine=1']);
  for (const queue of queues) {
    expect(queueIn(Object.fromEntries(new URLSearchParams(queryOfQueue(queue))))).toEqual(queue);
  }
});

it.each([[undefined], [null], ['x'], [{}], [{ pile: 'all' }], [{ pile: ['clean'] }], [{ pile: 'x', mine: 'true' }]])(
  'anything else means all that wait: %j',
  (query) => expect(queueIn(query)).toEqual({ mine: false }),
);
