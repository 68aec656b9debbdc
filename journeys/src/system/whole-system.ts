import { join } from 'node:path';
import { LocalSystem, type Plan, repository, services } from '@todoke/local-system';
import { crowdSettings } from '@todoke/testing/people';
import { spansFile } from '../spans.js';

/**
 * The whole built system as `npm start` runs it, but on free ports, with data of its own that are deleted when it
 * stops, and with two seconds between mail ① and mail ②. The logs stay, in journeys/test-results/logs/<name>.
 * @param mailServer where notifications sends mails to instead of to the inbox
 */
export async function startWholeSystem(name: string, mailServer?: { readonly port: number }): Promise<LocalSystem> {
  const plan: Plan = {
    name,
    state: { logsStayIn: join(repository, 'journeys', 'test-results', 'logs') },
    servers: { durable: false },
    ...(mailServer !== undefined && { mails: { server: { port: mailServer.port } } }),
    environment: { all: { GUIDANCE_MAIL_WAIT: 'PT2S', ...crowdSettings } },
    // Much longer than a service takes at most, so that none is killed that would have ended, and shorter than requests
    // that never end are let run (60 s).
    processes: { stopWithin: 45_000 },
  };
  const system = await LocalSystem.prepare(plan);
  const spans = { OTEL_TRACES_EXPORTER: 'file', OTEL_TRACES_FILE: spansFile(system.settings.stateDir) };
  for (const service of services) system.parts[service].settings = spans;
  try {
    await system.begin();
    return system;
  } catch (error) {
    await system.stop();
    throw error;
  }
}
