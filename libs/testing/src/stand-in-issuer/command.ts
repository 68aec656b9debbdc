import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { freePort, listeners, services, type Service, StartFailure } from '@todoke/local-system';
import { roles, type SignedIn } from '@todoke/service';
import { people as everybody } from '../service/signed-in-people.js';
import { aloneWith, type Alone } from './alone.js';
import { startStandInIssuer } from './stand-in-issuer.js';

const usage = `todoke-stand-in-issuer [SERVICE[=URL]…] [--servers] [--port N] [--people FILE]

Lets people sign in to services that run without accounts: a page lists them, one picks who to be.

SERVICE         who may send people here, and its public address if that is not the usual one; all, if none is named
--servers       starts Postgres and NATS as well, with data that goes at the end, and writes each service's settings
                to .todoke/alone/SERVICE.env
--port N        where it listens, 0 for a free port; else STAND_IN_PORT or 3103
--people FILE   JSON: [{"sub":"me","role":"prefecture","prefecture":"46"}, …]; else STAND_IN_PEOPLE, which holds it,
                else one or two of every role
`;

/** Wrong arguments: one line without a stack. */
class Misuse extends Error {}

const say = (text: string): boolean => process.stdout.write(`${text}\n`);

try {
  await run();
} catch (error) {
  const plain = error instanceof Misuse || error instanceof StartFailure || 'code' in (error as object);
  process.stderr.write(`${plain ? (error as Error).message : String((error as Error).stack)}\n`);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      help: { type: 'boolean', default: false },
      servers: { type: 'boolean', default: false },
      port: { type: 'string', default: process.env['STAND_IN_PORT'] ?? '3103' },
      people: { type: 'string' },
    },
  });
  if (values.help) return void say(usage);
  const port = values.port === '0' ? await freePort() : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Misuse(`${values.port} is no port`);
  const people = peopleFrom(values.people);
  const named = clientsFrom(positionals);
  const alone = await aloneWith(named, { issuer: `http://localhost:${port}/oidc`, servers: values.servers });
  const clients = named.map(({ service, url }) => ({ clientId: service, clientSecret: alone.secret(service), url }));
  const { issuer, close } = await startStandInIssuer({ port, clients, people }).catch(async (error: unknown) => {
    await alone.stop();
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new Misuse(`port ${port} is taken by another program; choose another with --port, 0 for a free one`);
  });
  for (const line of told(issuer, people, alone)) say(line);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void Promise.all([close(), alone.stop()]).then(() => process.exit(0)));
  }
}

function clientsFrom(given: readonly string[]): { service: Service; url: string }[] {
  return (given.length === 0 ? services : given).map((text) => {
    const [name, url] = text.split('=');
    const service = services.find((one) => one === name);
    if (service === undefined) throw new Misuse(`${name} is no service; there are ${services.join(', ')}`);
    if (url !== undefined && !URL.canParse(url)) throw new Misuse(`${url} is no address`);
    return { service, url: url ?? `http://localhost:${listeners[service].port}` };
  });
}

function peopleFrom(file: string | undefined): readonly SignedIn[] {
  const text = file === undefined ? process.env['STAND_IN_PEOPLE'] : readFileSync(file, 'utf8');
  if (text === undefined || text === '') return everybody;
  const found = parse(text) as SignedIn[];
  const isPerson = ({ sub, role }: SignedIn): boolean => typeof sub === 'string' && roles.includes(role);
  if (!Array.isArray(found) || !found.every(isPerson))
    throw new Misuse(`people are a list, each with a "sub" and a "role": ${roles.join(', ')}`);
  return found;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Misuse(`people are no JSON: ${(error as Error).message}`);
  }
}

function* told(issuer: string, people: readonly SignedIn[], alone: Alone): Generator<string> {
  yield `The stand-in issuer is ${issuer}; Ctrl-C ends it.`;
  const who = people.map(({ sub, role, prefecture }) => [sub, role, prefecture].filter(Boolean).join(' '));
  yield `Who can sign in: ${who.join(', ')}`;
  yield* alone.told;
}
