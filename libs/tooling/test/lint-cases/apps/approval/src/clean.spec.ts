import { Approvals } from './clean.js';

it('keeps what was approved', async () => {
  const now = new Date();
  expect(await new Approvals(new Map()).approve('APF-00000001', now)).toEqual({ at: now });
});
