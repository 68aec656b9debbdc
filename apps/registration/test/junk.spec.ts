import { shaken, testBed } from '@todoke/testing';
import { makeSealingKeys } from '@todoke/messaging';
import { registration } from '../src/registration.service.js';

it('junk is the client’s own mistake: no error of ours, none in the log, and no line that is not ours', async () => {
  const bed = await testBed(registration);
  const service = await bed.spawn({
    CHALLENGE_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
    SEALING_PUBLIC_KEYS: JSON.stringify((await makeSealingKeys('test')).publicKeys),
  });
  const found = await shaken(service, new URL('../routes.md', import.meta.url));
  await bed.stop();
  expect(found).toEqual({ broken: [], errors: [], ended: 0 });
});
