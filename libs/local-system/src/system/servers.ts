import pg from 'pg';
import { startInbox } from '../inbox.js';
import { findNatsServer } from '../nats/find-nats-server.js';
import { startNats } from '../nats/start-nats.js';
import { usersConfiguration } from '../nats/users.js';
import { startPostgres } from '../postgres/start-postgres.js';
import type { Children } from '../processes/children.js';
import { checkoutState } from '../repository.js';
import { superuserUrl } from '../settings/service-environment.js';
import { DATABASE, places } from '../settings/settings.js';
import { Part } from './part.js';
import type { Plan } from './plan.js';
import type { Prepared } from './prepare.js';
import { timeLimits } from '../time-limits.js';

/** The servers that the services need. */
export type ServerName = 'postgres' | 'nats' | 'inbox';

/** The servers of a system as parts, on its data and ports. */
export function serverParts(plan: Plan, prepared: Prepared, children: Children): Record<ServerName, Part> {
  return {
    postgres: postgresPart(plan, prepared, children),
    nats: natsPart(plan, prepared, children),
    inbox: inboxPart(prepared, children),
  };
}

function postgresPart({ servers }: Plan, { settings, secrets }: Prepared, children: Children): Part {
  const { postgres: dataDir } = places(settings.stateDir);
  const start = async (): Promise<string> => {
    const { port, folder } = await startPostgres({
      dataDir,
      port: settings.ports.postgres,
      superuserPassword: secrets.superuserPassword,
      database: DATABASE,
      durable: servers?.durable ?? true,
      children,
    });
    // As root in a folder that only root may enter, Postgres runs as another user.
    return folder === dataDir ? `port ${port}` : `port ${port}, data in ${folder}`;
  };
  const isReady = async (): Promise<boolean> => {
    const client = new pg.Client({
      connectionString: superuserUrl(settings, secrets),
      connectionTimeoutMillis: timeLimits.serverAnswers,
    });
    client.on('error', () => undefined);
    return client.connect().then(
      () => client.end().then(() => true),
      () => false,
    );
  };
  return new Part('postgres', children, { start, isReady });
}

function natsPart({ servers, progress }: Plan, { settings, secrets }: Prepared, children: Children): Part {
  let monitorUrl: string | undefined;
  const start = async (): Promise<string> => {
    const server = await findNatsServer({
      stateDir: checkoutState,
      ...(progress?.say !== undefined && { say: (line) => progress.say?.(`    ${line}`) }),
      ...(settings.natsArchive !== undefined && { archive: settings.natsArchive }),
      ...(servers?.natsFrom !== undefined && { ways: servers.natsFrom }),
    });
    const { nats: storeDir } = places(settings.stateDir);
    const durable = servers?.durable ?? true;
    const nats = await startNats({
      server,
      storeDir,
      port: settings.ports.nats,
      durable,
      users: usersConfiguration(secrets.natsPasswords),
      children,
    });
    ({ monitorUrl } = nats);
    return `port ${nats.port}`;
  };
  const isReady = async () => monitorUrl !== undefined && answers(`${monitorUrl}/healthz?js-enabled-only=true`);
  return new Part('nats', children, { start, isReady });
}

function inboxPart({ settings }: Prepared, children: Children): Part {
  const { smtp: smtpPort, inbox: webPort } = settings.ports;
  const { mails: mailDir } = places(settings.stateDir);
  const start = () => startInbox({ smtpPort, webPort, mailDir, children }).then(() => `port ${smtpPort}`);
  return new Part('inbox', children, { start, isReady: () => answers(`http://127.0.0.1:${webPort}/email`) });
}

const answers = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(timeLimits.serverAnswers) }).then(
    async (answer) => {
      await answer.body?.cancel();
      return answer.ok;
    },
    () => false,
  );
