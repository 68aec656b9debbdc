import { shaken, testBed } from '@todoke/testing';
import { reporting } from '../src/reporting.service.js';

it('junk is the client’s own mistake: no error of ours, none in the log, and no line that is not ours', async () => {
  const bed = await testBed(reporting);
  const service = await bed.spawn();
  const found = await shaken(service, new URL('../routes.md', import.meta.url));
  await bed.stop();
  expect(found).toEqual({ broken: [], errors: [], ended: 0 });
});
