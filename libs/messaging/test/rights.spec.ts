import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type NatsConnection, PermissionViolationError } from '@nats-io/transport-node';
import { applicationSubmitted, asks, hears } from '@todoke/events';
import {
  connectToNats,
  eventually,
  exampleEvent,
  freshNats,
  type FreshNats,
  natsWithRights,
  patience,
  rows,
} from '@todoke/testing';
import { announce, NatsLink, on } from '../src/index.js';
import { makeStreams } from '../src/make-streams.js';
import { natsUsers } from '../src/nats-users.js';
import { rebuildStream } from '../src/rebuild.js';
import { replayOutbox } from '../src/replay.js';
import { serviceUnderTest, type ServiceUnderTest } from './service-under-test.js';

const file = join(import.meta.dirname, '../../../deploy/nats-users.conf');
const services = Object.keys(hears);

it('deploy/nats-users.conf is what the tables of who hears what and who asks whom make', () => {
  const made = natsUsers({ hears, asks });
  if (process.env['WRITE_NATS_USERS'] !== undefined) writeFileSync(file, made);
  expect(readFileSync(file, 'utf8')).toBe(made);
});

/** Tries to act at NATS as the user of a service. */
async function as<Result>(url: string, act: (connection: NatsConnection) => Promise<Result>): Promise<Result> {
  const connection = await connectToNats(url);
  try {
    return await act(connection);
  } finally {
    await connection.close();
  }
}

/** Which of these subjects the server does not refuse to the user of the connection. */
async function allowed(
  connection: NatsConnection,
  subjects: readonly string[],
  attempt: (subject: string) => unknown,
): Promise<string[]> {
  const refused = new Set<string>();
  void (async () => {
    for await (const status of connection.status()) {
      if (status.type === 'error' && status.error instanceof PermissionViolationError)
        refused.add(status.error.subject);
    }
  })();
  // The server answers in turn: once the last is refused, so is whatever else it refuses.
  const last = 'only.the.operator.may';
  for (const subject of [...subjects, last]) attempt(subject);
  await eventually(() => expect(refused).toContain(last));
  return subjects.filter((subject) => !refused.has(subject));
}

const publishable = (connection: NatsConnection, subjects: readonly string[]): Promise<string[]> =>
  allowed(connection, subjects, (subject) => connection.publish(subject, '{}'));

const readable = (connection: NatsConnection, subjects: readonly string[]): Promise<string[]> =>
  allowed(connection, subjects, (subject) => connection.subscribe(subject));

const streamOf = (service: string): string => service.toUpperCase();
/** JetStream's API as the account of a service has it. */
const inItsAccount = (subject: string): string => subject.replace('$JS.API', 'STREAMS.API');
const heardBy = (service: string): Set<string> =>
  new Set(Object.values(hears[service] ?? {}).flatMap((subjects) => subjects.map((one) => one.split('.')[0] ?? '')));

describe('a service with the rights of its own', () => {
  let nats: FreshNats;
  let registration: ServiceUnderTest;
  let approval: ServiceUnderTest;
  const heard: string[] = [];

  beforeAll(async () => {
    nats = await freshNats();
    registration = await serviceUnderTest('registration', nats.urlFor('registration'), []);
    const note = on.each(applicationSubmitted, async ({ data }) => void heard.push(data.number));
    approval = await serviceUnderTest('approval', nats.urlFor('approval'), { reviews: [note] });
    await approval.start();
    await registration.start();
  });
  afterAll(async () => {
    await Promise.all([registration.remove(), approval.remove()]);
    await nats.close();
  });

  const submit = (number: string): Promise<void> =>
    registration.transactions((transaction) => {
      const data = { ...exampleEvent(applicationSubmitted).data, number };
      return announce(transaction, applicationSubmitted, { id: number, version: 1, occurredAt: new Date(), data });
    });

  it('announces and hears, and the operator rebuilds', async () => {
    await submit('APF-00000001');
    await eventually(() => expect(heard).toEqual(['APF-00000001']));
    const link = new NatsLink(nats.url, 'registration-rebuild');
    expect(await rebuildStream('registration', registration.database.workerUrl, link, () => undefined)).toBe(1);
    await link.close();
    await submit('APF-00000002');
    await eventually(() => expect(heard).toEqual(['APF-00000001', 'APF-00000002']));
  });

  it('says that its stream was lost, and goes on once the operator has made it again', async () => {
    await nats.manager.streams.delete('REGISTRATION');
    await submit('APF-00000003');
    expect(await registration.readiness()).toMatchObject({ status: 'degraded', checks: { nats: 'missing' } });
    await makeStreams(nats.manager, hears);
    await eventually(() => expect(heard.at(-1)).toBe('APF-00000003'));
    expect(await registration.readiness()).toMatchObject({ status: 'ready', checks: { nats: 'ok' } });
  });

  it('replays its own events, and another’s module hears them', async () => {
    const taken = heard.length;
    await rows(approval.database.adminUrl, 'DELETE FROM approval.inbox');
    const link = new NatsLink(nats.urlFor('registration'), 'registration-replay');
    const replay = { producer: 'registration', workerUrl: registration.database.workerUrl };
    await replayOutbox({ ...replay, to: { service: 'approval', module: 'reviews' } }, link, () => undefined);
    const unknown = replayOutbox({ ...replay, to: { service: 'survey', module: 'reviews' } }, link, () => undefined);
    await expect(unknown).rejects.toThrow('there is no service survey');
    await link.close();
    const numbers = ['APF-00000001', 'APF-00000002', 'APF-00000003'];
    await eventually(() => expect(heard.slice(taken).sort()).toEqual(numbers));
  });

  it('is not let in with another password', async () => {
    const stranger = await serviceUnderTest('accounts', nats.urlFor('accounts').replace('only', 'wrong'), []);
    await stranger.start();
    expect(await stranger.readiness()).toMatchObject({ status: 'degraded', checks: { nats: 'unavailable' } });
    await stranger.remove();
  });
});

describe('the rights at NATS', () => {
  let nats: FreshNats;

  beforeAll(async () => {
    nats = await freshNats();
    for (const service of services)
      await nats.publishAs({ ...exampleEvent(applicationSubmitted), subject: `${service}.x.v1` });
  });
  afterAll(() => nats.close());

  it('let nobody in without a password', async () => {
    await expect(as(nats.urlFor('approval').replace(/\/\/.*@/, '//'), async () => 'in')).rejects.toThrow(
      /authorization/i,
    );
  });

  it.each(services)('let %s publish nothing of others, and reach into nothing of theirs', async (service) => {
    const own = streamOf(service);
    const ofOthers = services
      .filter((other) => other !== service)
      .flatMap((other) => {
        const stream = streamOf(other);
        return [
          `${other}.x.v1`,
          `replay.${service}.home.${other}.x.v1`,
          `ask.${other}.something`,
          `_INBOX.${other}.1`,
          `$JS.API.STREAM.CREATE.${stream}`,
          `$JS.API.STREAM.UPDATE.${stream}`,
          `$JS.API.STREAM.DELETE.${stream}`,
          `$JS.API.STREAM.PURGE.${stream}`,
          `$JS.API.STREAM.MSG.GET.${stream}`,
          `$JS.API.STREAM.MSG.DELETE.${stream}`,
          `$JS.API.DIRECT.GET.${stream}`,
          `$JS.API.CONSUMER.CREATE.${stream}`,
          `$JS.API.CONSUMER.CREATE.${stream}.${other}`,
          `$JS.API.CONSUMER.DURABLE.CREATE.${stream}.another`,
          `$JS.API.CONSUMER.DELETE.${stream}.${service}`,
          `$JS.API.CONSUMER.DELETE.${own}.${other}`,
          `$JS.API.CONSUMER.MSG.NEXT.${own}.${other}`,
          `$JS.ACK.${own}.${other}.1.1.1.1.0`,
          `$JS.API.STREAM.CREATE.REPLAY_${stream}`,
          `$JS.API.STREAM.UPDATE.REPLAY_${stream}`,
          `$JS.API.STREAM.DELETE.REPLAY_${stream}`,
          `$JS.API.CONSUMER.CREATE.REPLAY_${stream}.${service}`,
          `$JS.API.CONSUMER.DURABLE.CREATE.REPLAY_${stream}.${service}`,
          `$JS.API.CONSUMER.MSG.NEXT.REPLAY_${stream}.${service}`,
          `$JS.ACK.REPLAY_${stream}.${service}.1.1.1.1.0`,
        ];
      });
    const ofItsOwn = [
      ...['CREATE', 'UPDATE', 'DELETE', 'PURGE'].flatMap((verb) => [
        `$JS.API.STREAM.${verb}.${own}`,
        `$JS.API.STREAM.${verb}.REPLAY_${own}`,
      ]),
      `$JS.API.STREAM.MSG.GET.${own}`,
      `$JS.API.CONSUMER.CREATE.${own}.${service}`,
      '$JS.API.STREAM.CREATE.ANOTHER',
      '$JS.API.STREAM.LIST',
      '$JS.API.STREAM.NAMES',
      '$JS.API.INFO',
      '$SYS.REQ.SERVER.PING',
      'anything',
    ];
    const all = [...ofOthers, ...ofItsOwn].flatMap((subject) => [...new Set([subject, inItsAccount(subject)])]);
    expect(await as(nats.urlFor(service), (it) => publishable(it, all))).toEqual([]);
  });

  it.each(services)('let %s listen to nothing but its answers', async (service) => {
    const others = services
      .filter((other) => other !== service)
      .flatMap((other) => [`${other}.>`, `_INBOX.${other}.>`]);
    const more = [`${service}.>`, `replay.${service}.>`, `ask.>`, '_INBOX.>', '$JS.>', '$SYS.>', '>'];
    expect(await as(nats.urlFor(service), (it) => readable(it, [...others, ...more]))).toEqual([]);
    const own = `_INBOX.${service}.own`;
    expect(await as(nats.urlFor(service), (it) => readable(it, [own]))).toEqual([own]);
  });

  it.each(services)('let %s consume the streams of those whom it hears, and no other', async (service) => {
    const consumers = services.map((producer) =>
      inItsAccount(`$JS.API.CONSUMER.DURABLE.CREATE.${streamOf(producer)}.${service}`),
    );
    const heard = consumers.filter((_, place) => heardBy(service).has(services[place] ?? ''));
    expect(await as(nats.urlFor(service), (it) => publishable(it, consumers))).toEqual(heard);
  });

  it('let the operator see everything and remove anything', async () => {
    const all = nats.connection.subscribe('>');
    await nats.connection.flush();
    await expect(nats.manager.streams.purge('APPROVAL')).resolves.toMatchObject({ success: true });
    for await (const { subject } of all) if (subject.startsWith('$JS.EVENT.ADVISORY.API')) break;
  });
});

describe('the table of who asks whom', () => {
  const table = { approval: ['ask.accounts.login-id'] };
  let nats: Awaited<ReturnType<typeof natsWithRights>>;
  let accounts: NatsConnection;

  beforeAll(async () => {
    nats = await natsWithRights(natsUsers({ hears, asks: table }));
    accounts = await connectToNats(nats.urlFor('accounts'));
    accounts.subscribe('ask.accounts.>', {
      callback: (_error, question) => void question.respond('kagoshima-official'),
    });
    await accounts.flush();
  });
  afterAll(async () => {
    await accounts.close();
    await nats.stop();
  });

  it('lets who is in it ask, and read the answer', async () => {
    const answer = await as(nats.urlFor('approval'), (it) =>
      it.request('ask.accounts.login-id', '', { timeout: patience }),
    );
    expect(answer.string()).toBe('kagoshima-official');
  });

  it('lets nobody ask anything else, or pose as who answers, or read an answer', async () => {
    const questions = ['ask.accounts.login-id', 'ask.accounts.password', 'ask.approval.login-id', 'ask.reporting.x'];
    const answers = services.map((service) => `_INBOX.${service}.1`);
    for (const service of services) {
      const may = {
        ask: service === 'approval' ? ['ask.accounts.login-id'] : [],
        hear: service === 'accounts' ? ['ask.accounts.>'] : [],
      };
      const { publish, subscribe } = await as(nats.urlFor(service), async (it) => ({
        publish: await publishable(it, [...questions, ...answers]),
        subscribe: await readable(it, ['ask.accounts.>', 'ask.approval.>', 'ask.>']),
      }));
      expect([service, publish, subscribe]).toEqual([service, may.ask, may.hear]);
    }
  });
});
