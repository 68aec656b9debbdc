import { shaken, testBed } from '@todoke/testing';
import { notifications } from '../src/notifications.service.js';
import { ownEnvironment } from './settings.js';

it('junk is the client’s own mistake: no error of ours, none in the log, and no line that is not ours', async () => {
  const bed = await testBed(notifications);
  const service = await bed.spawn(ownEnvironment());
  const found = await shaken(service, new URL('../routes.md', import.meta.url));
  await bed.stop();
  expect(found).toEqual({ broken: [], errors: [], ended: 0 });
});
