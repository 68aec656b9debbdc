import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../start/paths.js';

const servers = pathToFileURL(join(root, 'libs/testing/dist/servers/choose.js')).href;

/**
 * How many suites run side by side: two, so that none waits while a core is idle. With containers it is one, since a
 * container that starts beside a browser changes the machine's network under it. `SUITES_AT_A_TIME` decides otherwise.
 * The libraries have to be built.
 */
export async function suitesAtATime(wish = process.env.SUITES_AT_A_TIME) {
  if (wish) return Number(wish);
  const { chooseServers } = await import(servers);
  return (await chooseServers()).kind === 'containers' ? 1 : 2;
}
