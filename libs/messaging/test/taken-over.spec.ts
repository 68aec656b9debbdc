import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { NatsConnection } from '@nats-io/transport-node';
import { applicationApproved, hears } from '@todoke/events';
import { connectToNats, eventually, exampleEvent, freshNats, type FreshNats, patience, rows } from '@todoke/testing';
import { on } from '../src/index.js';
import { makeStreams, StreamNotOurs } from '../src/make-streams.js';
import { serviceUnderTest, type ServiceUnderTest } from './service-under-test.js';

/** Names of JetStream's API: as every account has it, and as those of the services import it. */
const apis = ['$JS.API', 'STREAMS.API'] as const;
const forgedNumber = 'APF-00000006';
const forged = JSON.stringify(exampleEvent(applicationApproved, { data: { number: forgedNumber } }));
const { subject } = applicationApproved;

/** What somebody who has the password of registration can send. */
interface Intruder {
  readonly connection: NatsConnection;
  /** Asks JetStream, and takes whatever the server says. */
  asks(request: string, body?: object | string): Promise<void>;
}

let nats: FreshNats;
let accounts: ServiceUnderTest;
const believed: string[] = [];

beforeEach(async () => {
  believed.length = 0;
  nats = await freshNats();
  accounts = await serviceUnderTest('accounts', nats.urlFor('accounts'), {
    issuance: [on.each(applicationApproved, async ({ data }) => void believed.push(data.number))],
  });
  await accounts.start();
});
afterEach(async () => {
  await accounts.remove();
  await nats.close();
});

async function intrude(attack: (intruder: Intruder) => Promise<void>): Promise<void> {
  const connection = await connectToNats(nats.urlFor('registration'));
  const asks = async (request: string, body: object | string = ''): Promise<void> => {
    const payload = typeof body === 'string' ? body : JSON.stringify(body);
    for (const api of apis)
      await connection.request(`${api}.${request}`, payload, { timeout: patience }).catch(() => undefined);
  };
  try {
    await attack({ connection, asks });
    await connection.flush();
  } finally {
    await connection.close();
  }
}

/** Sends a request whose answer the server is to publish to `reply`. */
function sends({ connection }: Intruder, request: string, body: string, reply: string): void {
  if (!request.startsWith('registration.') && !request.startsWith('replay.'))
    for (const api of apis) connection.publish(`${api}.${request}`, body, { reply });
  else connection.publish(request, body, { reply });
}

const approve = (number: string): Promise<void> =>
  nats.publishAs(exampleEvent(applicationApproved, { id: number, data: { number } }));

const streams = async (): Promise<string[]> => {
  const names: string[] = [];
  for await (const name of nats.manager.streams.names()) names.push(name);
  return names.sort();
};

const ownReplay = 'replay.registration.status.registration.application-approved.v1';
const consumer = {
  stream_name: 'REPLAY_REGISTRATION',
  config: { durable_name: 'registration', ack_policy: 'explicit' },
};

/** Each way was open at NATS 2.10, or looks as if it were. */
const attacks: [string, (intruder: Intruder) => Promise<void>][] = [
  [
    'makes its replay stream of what another announces, and has it delivered to the other’s stream',
    async (intruder) => {
      const { connection, asks } = intruder;
      await asks('STREAM.DELETE.REPLAY_REGISTRATION');
      const subject_transform = { src: ownReplay, dest: subject };
      const stream = { name: 'REPLAY_REGISTRATION', subjects: [ownReplay], subject_transform };
      for (const verb of ['CREATE', 'UPDATE']) await asks(`STREAM.${verb}.REPLAY_REGISTRATION`, stream);
      await asks('CONSUMER.DURABLE.CREATE.REPLAY_REGISTRATION.registration', consumer);
      connection.publish(ownReplay, forged);
      sends(intruder, 'CONSUMER.MSG.NEXT.REPLAY_REGISTRATION.registration', '', 'approval.any');
      sends(intruder, 'CONSUMER.MSG.NEXT.REPLAY_REGISTRATION.registration', '', subject);
    },
  ],
  [
    'has its own stream announce as another',
    async ({ connection, asks }) => {
      await asks('STREAM.DELETE.REGISTRATION');
      const republish = { src: 'registration.>', dest: 'approval.>' };
      await asks('STREAM.CREATE.REGISTRATION', { name: 'REGISTRATION', subjects: ['registration.>'], republish });
      connection.publish('registration.application-approved.v1', forged);
    },
  ],
  [
    'has its own stream ask the server for a stream, as the server itself',
    async ({ connection, asks }) => {
      await asks('STREAM.DELETE.REGISTRATION');
      const republish = { src: 'registration.x', dest: '$JS.API.STREAM.CREATE.ANOTHER' };
      await asks('STREAM.CREATE.REGISTRATION', { name: 'REGISTRATION', subjects: ['registration.>'], republish });
      connection.publish('registration.x', JSON.stringify({ name: 'ANOTHER', subjects: ['another.>'] }));
    },
  ],
  [
    'has the server purge another’s stream by the confirmation of an event of its own',
    async (intruder) => {
      sends(intruder, 'registration.x', 'x', '$JS.API.STREAM.PURGE.APPROVAL');
      sends(intruder, 'registration.x', 'x', 'STREAMS.API.STREAM.PURGE.APPROVAL');
    },
  ],
  [
    'has the server delete another’s stream by the answer that there is no message',
    async (intruder) => {
      await intruder.asks('CONSUMER.DURABLE.CREATE.REPLAY_REGISTRATION.registration', consumer);
      const none = JSON.stringify({ batch: 1, no_wait: true });
      for (const api of apis)
        sends(intruder, 'CONSUMER.MSG.NEXT.REPLAY_REGISTRATION.registration', none, `${api}.STREAM.DELETE.APPROVAL`);
    },
  ],
  [
    'has the server write its confirmations into another’s stream',
    async (intruder) => sends(intruder, 'registration.x', 'x', subject),
  ],
  [
    'has what is replayed for it delivered to another’s streams',
    async (intruder) => {
      await intruder.asks('CONSUMER.DURABLE.CREATE.REPLAY_REGISTRATION.registration', consumer);
      for (const reply of [subject, `replay.accounts.issuance.${subject}`]) {
        nats.connection.publish(`replay.registration.status.${subject}`, forged);
        await nats.connection.flush();
        sends(intruder, 'CONSUMER.MSG.NEXT.REPLAY_REGISTRATION.registration', '', reply);
      }
    },
  ],
  [
    'has its consumer push to another’s stream, and heartbeats to the API',
    async ({ connection, asks }) => {
      for (const [name, deliver_subject] of [
        ['REPLAY_REGISTRATION', subject],
        ['APPROVAL', '$JS.API.STREAM.DELETE.APPROVAL'],
      ] as const) {
        const config = { durable_name: 'registration', deliver_subject, ack_policy: 'none', idle_heartbeat: 1e8 };
        await asks(`CONSUMER.DURABLE.CREATE.${name}.registration`, { stream_name: name, config });
      }
      connection.publish(ownReplay, forged);
    },
  ],
];

it.each(attacks)('a service that was taken over changes nothing of others when it %s', async (_, attack) => {
  await approve('APF-00000005');
  await eventually(() => expect(believed).toEqual(['APF-00000005']));
  const before = await streams();
  await intrude(attack);
  await approve('APF-00000007');
  await eventually(() => expect(believed).toContain('APF-00000007'));
  expect(believed).toEqual(['APF-00000005', 'APF-00000007']);
  expect(await streams()).toEqual(before);
  const { state } = await nats.manager.streams.info('APPROVAL', { subjects_filter: '>' });
  expect(state.subjects).toEqual({ [subject]: 2 });
  expect(await nats.published(subject)).toHaveLength(2);
  expect((await nats.manager.streams.info('REPLAY_ACCOUNTS')).state.messages).toBe(0);
  expect(await rows(accounts.database.adminUrl, 'SELECT subject FROM accounts.dead_letters')).toEqual([]);
});

it('what the server took from another stream is a dead letter', async () => {
  await nats.manager.streams.delete('REGISTRATION');
  const republish = { src: 'registration.>', dest: 'approval.>' };
  await eventually(() => nats.manager.streams.add({ name: 'REGISTRATION', subjects: ['registration.>'], republish }));
  nats.connection.publish('registration.application-approved.v1', forged);
  await eventually(async () =>
    expect(await rows(accounts.database.adminUrl, 'SELECT subject, error_code FROM accounts.dead_letters')).toEqual([
      { subject, error_code: 'malformed-event' },
    ]),
  );
  expect(believed).toEqual([]);
});

describe('todoke-streams', () => {
  const program = join(import.meta.dirname, '../bin/todoke-streams.js');
  const command = (url: string): Promise<unknown> =>
    promisify(execFile)(process.execPath, [program], { env: { ...process.env, NATS_URL: url } });

  it('makes the streams of all services for the operator, and refuses a service', async () => {
    const before = await streams();
    for (const name of before) await nats.manager.streams.delete(name);
    const refused = "only NATS' operator makes streams: NATS_URL is that of a service\n";
    await expect(command(nats.urlFor('approval'))).rejects.toMatchObject({ code: 1, stderr: refused });
    expect(await streams()).toEqual([]);
    await command(nats.url);
    expect(await streams()).toEqual(before);
    await approve('APF-00000005');
    await eventually(() => expect(believed).toEqual(['APF-00000005']));
  });

  it('leaves what it has made as it is, and refuses a stream that somebody configured otherwise', async () => {
    const before = await streams();
    await makeStreams(nats.manager, hears);
    expect(await streams()).toEqual(before);
    await nats.manager.streams.update('REPLAY_REGISTRATION', { subject_transform: { src: ownReplay, dest: subject } });
    await expect(makeStreams(nats.manager, hears)).rejects.toThrow(StreamNotOurs);
    await expect(makeStreams(nats.manager, hears)).rejects.toThrow('REPLAY_REGISTRATION has subject_transform');
  });

  it('adds what a module newly hears to what is replayed for its service', async () => {
    await makeStreams(nats.manager, { ...hears, accounts: { ...hears['accounts'], letters: [subject] } });
    const { config } = await nats.manager.streams.info('REPLAY_ACCOUNTS');
    expect(config.subjects).toEqual(expect.arrayContaining([`replay.accounts.letters.${subject}`]));
    expect(config.subjects).toEqual(expect.arrayContaining([`replay.accounts.issuance.${subject}`]));
  });
});
