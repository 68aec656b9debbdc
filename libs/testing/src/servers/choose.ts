import { containersAvailable } from './docker.js';

/** Which kind of servers a run gets: `TEST_SERVERS` decides, else whether containers can be had. */
export async function chooseServers(wish = process.env['TEST_SERVERS']): Promise<{ kind: 'containers' | 'embedded'; why: string }> {
  switch (wish) {
    case 'containers':
    case 'embedded':
      return { kind: wish, why: `TEST_SERVERS=${wish}` };
    case undefined:
    case '': {
      const containers = await containersAvailable();
      return containers.ok ? { kind: 'containers', why: 'a Docker engine answers' } : { kind: 'embedded', why: containers.why };
    }
    default:
      throw new Error(`TEST_SERVERS is ${wish}: it may be containers, embedded, or not set`);
  }
}
