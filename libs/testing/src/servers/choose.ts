import { containersAvailable } from './docker.js';

interface Choice {
  readonly kind: 'containers' | 'embedded';
  readonly why: string;
}

/** The kind of servers of a run: `TEST_SERVERS` decides, else whether a container engine is available. */
export async function chooseServers(wish = process.env['TEST_SERVERS']): Promise<Choice> {
  switch (wish) {
    case 'containers':
    case 'embedded':
      return { kind: wish, why: `TEST_SERVERS=${wish}` };
    case undefined:
    case '': {
      const containers = await containersAvailable();
      if (!containers.ok) return { kind: 'embedded', why: containers.why };
      return { kind: 'containers', why: 'a Docker engine answers' };
    }
    default:
      throw new Error(`TEST_SERVERS is ${wish}: it may be containers, embedded, or not set`);
  }
}
