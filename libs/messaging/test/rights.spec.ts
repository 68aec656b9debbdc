import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PermissionViolationError, type NatsConnection, RequestError } from '@nats-io/transport-node';
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

/** What a request came to: `refused` by the server for lack of a right, else `allowed`. */
async function asked(connection: NatsConnection, subject: string, body = '{}'): Promise<'refused' | 'allowed'> {
  try {
    await connection.request(subject, body, { timeout: patience });
    return 'allowed';
  } catch (error) {
    if (error instanceof RequestError && error.isNoResponders()) return 'allowed';
    const cause = error instanceof RequestError ? error.cause : error;
    if (cause instanceof PermissionViolationError) return 'refused';
    throw error;
  }
}

async function listened(connection: NatsConnection, subject: string): Promise<'refused' | 'allowed'> {
  const subscription = connection.subscribe(subject);
  const refusal = subscription.closed.then((error) => error);
  await connection.flush();
  subscription.unsubscribe();
  return (await refusal) instanceof PermissionViolationError ? 'refused' : 'allowed';
}

const refusals = async (
  connection: NatsConnection,
  subjects: readonly string[],
  how: typeof asked | typeof listened,
): Promise<string[]> => {
  const allowed: string[] = [];
  for (const subject of subjects) if ((await how(connection, subject)) === 'allowed') allowed.push(subject);
  return allowed;
};

const streamOf = (service: string): string => service.toUpperCase();
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

  it('announces, hears and rebuilds', async () => {
    await submit('APF-00000001');
    await eventually(() => expect(heard).toEqual(['APF-00000001']));
    const link = new NatsLink(nats.urlFor('registration'), 'registration-rebuild');
    expect(await rebuildStream('registration', registration.database.workerUrl, link, () => undefined)).toBe(1);
    await link.close();
    await submit('APF-00000002');
    await eventually(() => expect(heard).toEqual(['APF-00000001', 'APF-00000002']));
  });

  it('has its stream again after it was lost, and whoever hears it goes on', async () => {
    await nats.manager.streams.delete('REGISTRATION');
    await eventually(() => nats.manager.consumers.info('REGISTRATION', 'approval'));
    await submit('APF-00000003');
    await eventually(() => expect(heard.at(-1)).toBe('APF-00000003'));
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
          `$JS.API.STREAM.UPDATE.REPLAY_${stream}`,
          `$JS.API.STREAM.DELETE.REPLAY_${stream}`,
          `$JS.API.CONSUMER.CREATE.REPLAY_${stream}.${service}`,
          `$JS.API.CONSUMER.DURABLE.CREATE.REPLAY_${stream}.${service}`,
          `$JS.API.CONSUMER.MSG.NEXT.REPLAY_${stream}.${service}`,
          `$JS.ACK.REPLAY_${stream}.${service}.1.1.1.1.0`,
        ];
      });
    const ofItsOwn = [
      `$JS.API.STREAM.PURGE.${own}`,
      `$JS.API.STREAM.UPDATE.${own}`,
      `$JS.API.STREAM.MSG.GET.${own}`,
      `$JS.API.CONSUMER.CREATE.${own}.${service}`,
      `$JS.API.STREAM.DELETE.REPLAY_${own}`,
      '$JS.API.STREAM.CREATE.ANOTHER',
      '$JS.API.STREAM.LIST',
      '$JS.API.STREAM.NAMES',
      '$JS.API.INFO',
      '$SYS.REQ.SERVER.PING',
      'anything',
    ];
    const allowed = await as(nats.urlFor(service), (it) => refusals(it, [...ofOthers, ...ofItsOwn], asked));
    expect(allowed).toEqual([]);
  });

  it.each(services)('let %s listen to nothing but its answers', async (service) => {
    const others = services
      .filter((other) => other !== service)
      .flatMap((other) => [`${other}.>`, `_INBOX.${other}.>`]);
    const more = [`${service}.>`, `replay.${service}.>`, `ask.>`, '_INBOX.>', '$JS.>', '$SYS.>', '>'];
    expect(await as(nats.urlFor(service), (it) => refusals(it, [...others, ...more], listened))).toEqual([]);
    expect(await as(nats.urlFor(service), (it) => listened(it, `_INBOX.${service}.own`))).toBe('allowed');
  });

  it.each(services)('let %s consume the streams of those whom it hears, and no other', async (service) => {
    for (const producer of services) {
      const consumer = { stream_name: streamOf(producer), config: { durable_name: service, ack_policy: 'explicit' } };
      const subject = `$JS.API.CONSUMER.DURABLE.CREATE.${streamOf(producer)}.${service}`;
      const came = await as(nats.urlFor(service), (it) => asked(it, subject, JSON.stringify(consumer)));
      expect([producer, came]).toEqual([producer, heardBy(service).has(producer) ? 'allowed' : 'refused']);
    }
  });

  it('let the operator do everything', async () => {
    const subjects = ['approval.x.v1', '$JS.API.STREAM.PURGE.APPROVAL', '$JS.API.STREAM.LIST'];
    expect(await as(nats.url, (it) => refusals(it, subjects, asked))).toEqual(subjects);
    expect(await as(nats.url, (it) => listened(it, '>'))).toBe('allowed');
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
    expect(await as(nats.urlFor('approval'), (it) => asked(it, 'ask.accounts.password'))).toBe('refused');
    expect(await as(nats.urlFor('accounts'), (it) => asked(it, 'ask.approval.anything'))).toBe('refused');
    for (const service of services.filter((one) => one !== 'approval' && one !== 'accounts')) {
      const url = nats.urlFor(service);
      expect(await as(url, (it) => asked(it, 'ask.accounts.login-id'))).toBe('refused');
      expect(await as(url, (it) => asked(it, '_INBOX.approval.1'))).toBe('refused');
      expect(await as(url, (it) => listened(it, 'ask.accounts.login-id'))).toBe('refused');
      expect(await as(url, (it) => listened(it, '_INBOX.approval.>'))).toBe('refused');
    }
  });
});
