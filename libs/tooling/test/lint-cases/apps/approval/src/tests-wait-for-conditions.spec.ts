import { setTimeout as sleep } from 'node:timers/promises';

it('sleeps', async () => {
  await sleep(10);
  await new Promise((done) => setTimeout(done, 10));
});
