/**
 * todoke-streams: makes the streams of all services, as NATS' operator. It runs before the services of a new system,
 * and of a release whose modules hear more than before; repeating it changes nothing. NATS_URL is needed, and awaited.
 * Exit codes: 0 done, 1 refused or failed, 2 wrong usage.
 */
import { hears } from '@todoke/events';
import { bootOrExplain, environment } from '@todoke/service/environment';
import { z } from 'zod';
import { makeStreams, StreamNotOurs } from './make-streams.js';
import { lacksRight, NatsLink } from './nats-link.js';

await bootOrExplain(async () => {
  if (process.argv.length > 2) {
    process.stderr.write('usage: todoke-streams\n');
    process.exitCode = 2;
    return;
  }
  const { NATS_URL: url } = environment(z.object({ NATS_URL: z.string() }));
  const nats = new NatsLink(url, 'todoke-streams');
  try {
    await makeStreams(await nats.manager(), hears);
  } catch (error) {
    const refused = lacksRight(error) ? "only NATS' operator makes streams: NATS_URL is that of a service" : undefined;
    const why = error instanceof StreamNotOurs ? error.message : refused;
    if (why === undefined) throw error;
    process.stderr.write(`${why}\n`);
    process.exitCode = 1;
  } finally {
    await nats.close();
  }
});
