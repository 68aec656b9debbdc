import { connect, type NatsConnection } from '@nats-io/transport-node';
import { applicationSubmitted } from '@todoke/events';
import { eventually, exampleEvent, guardedNats, type GuardedNats, patience, rows } from '@todoke/testing';
import { announce, NatsLink, on } from '../src/index.js';
import { rebuildStream } from '../src/rebuild.js';
import { replayOutbox } from '../src/replay.js';
import { serviceUnderTest, type ServiceUnderTest } from './service-under-test.js';

/** A NATS server with the permissions of deploy/nats-users.conf. */
let nats: GuardedNats;
let registration: ServiceUnderTest;
let approval: ServiceUnderTest;
const heard: string[] = [];

beforeAll(async () => {
  nats = await guardedNats();
  registration = await serviceUnderTest('registration', nats.urlFor('registration'), []);
  approval = await serviceUnderTest('approval', nats.urlFor('approval'), [
    on.each(applicationSubmitted, async ({ data }) => {
      heard.push(data.number);
    }),
  ]);
  await Promise.all([registration.start(), approval.start()]);
});
afterAll(async () => {
  await Promise.all([registration.remove(), approval.remove()]);
  await nats.stop();
});

const submit = (number: string): Promise<void> =>
  registration.transactions((transaction) => {
    const data = { ...exampleEvent(applicationSubmitted).data, number };
    return announce(transaction, applicationSubmitted, { id: number, version: 1, occurredAt: new Date(), data });
  });

/** A client with the password of one service. */
async function intruder<Result>(user: string, act: (connection: NatsConnection) => Promise<Result>): Promise<Result> {
  const { username, password, host } = new URL(nats.urlFor(user));
  const pass = decodeURIComponent(password);
  const connection = await connect({ servers: host, user: username, pass, inboxPrefix: `_INBOX.${user}` });
  try {
    return await act(connection);
  } finally {
    await connection.close();
  }
}

const request = (connection: NatsConnection, subject: string): Promise<unknown> =>
  connection.request(subject, '{}', { timeout: patience });

describe('a service with the rights of its own', () => {
  it('announces, hears and rebuilds', async () => {
    await submit('APF-00000001');
    await eventually(() => expect(heard).toEqual(['APF-00000001']));
    const link = new NatsLink(nats.urlFor('registration'), 'registration-rebuild');
    expect(await rebuildStream('registration', registration.database.workerUrl, link, () => undefined)).toBe(1);
    await link.close();
    await submit('APF-00000002');
    await eventually(() => expect(heard).toEqual(['APF-00000001', 'APF-00000002']));
  });

  it('replays its own events, and another’s module hears them', async () => {
    const taken = heard.length;
    await rows(approval.database.adminUrl, 'DELETE FROM approval.inbox');
    const link = new NatsLink(nats.urlFor('registration'), 'registration-replay');
    const to = { service: 'approval', module: 'approval' };
    await replayOutbox(
      { producer: 'registration', workerUrl: registration.database.workerUrl, to },
      link,
      () => undefined,
    );
    await link.close();
    await eventually(() => expect(heard.slice(taken).sort()).toEqual(['APF-00000001', 'APF-00000002']));
  });

  it.each([
    ['announce as another', 'approval.application-approved.v1'],
    ['read a stream past its consumers', '$JS.API.STREAM.MSG.GET.REGISTRATION'],
    ['take another’s events', '$JS.API.CONSUMER.MSG.NEXT.REGISTRATION.approval'],
    ['replay as another', 'replay.approval.approval.registration.application-submitted.v1'],
    ['read what is replayed for another', '$JS.API.CONSUMER.CREATE.REPLAY_APPROVAL.notifications'],
    ['take what is replayed for another', '$JS.API.CONSUMER.MSG.NEXT.REPLAY_APPROVAL.notifications'],
    [
      'have a durable consumer of what is replayed for another',
      '$JS.API.CONSUMER.DURABLE.CREATE.REPLAY_APPROVAL.notifications',
    ],
    ['remove another’s replay stream', '$JS.API.STREAM.DELETE.REPLAY_APPROVAL'],
    ['change another’s replay stream', '$JS.API.STREAM.UPDATE.REPLAY_APPROVAL'],
    ['remove another’s stream', '$JS.API.STREAM.DELETE.APPROVAL'],
    ['remove another’s consumer', '$JS.API.CONSUMER.DELETE.REGISTRATION.approval'],
  ])('cannot %s', async (_what, subject) => {
    await expect(intruder('notifications', (connection) => request(connection, subject))).rejects.toThrow(
      /permission/i,
    );
  });

  it.each(['registration.>', 'replay.approval.>', '_INBOX.approval.>', '>'])('cannot listen to %s', async (subject) => {
    const listening = intruder('notifications', async (connection) => {
      for await (const _message of connection.subscribe(subject)) return;
    });
    await expect(listening).rejects.toThrow(/permission/i);
  });

  it('is not let in with another password', async () => {
    const stranger = await serviceUnderTest('accounts', nats.urlFor('accounts').replace('only', 'wrong'), []);
    await stranger.start();
    expect(await stranger.readiness()).toMatchObject({ status: 'degraded', checks: { nats: 'unavailable' } });
    await stranger.remove();
  });
});
