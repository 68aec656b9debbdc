import { producerOf } from '@todoke/events';
import { replayStreamOf } from './replay-stream.js';
import { streamOf } from './streams.js';

/** Who hears what and who asks whom, as `hears` and `asks` of @todoke/events have it. */
export interface Conversations {
  /** Service → module → subjects. */
  readonly hears: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Service → `ask.<service>.<question>`. */
  readonly asks: Readonly<Record<string, readonly string[]>>;
}

/** Subjects that a user may publish to and subscribe to. */
interface Rights {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
}

const head = `# Who may do what on NATS. Made of two tables of libs/events, who-hears-what.ts and who-asks-whom.ts:
#   cd libs/messaging && WRITE_NATS_USERS=1 npm test -- test/rights
#
# The local system and the containers put a generated password for each user before it. Elsewhere: include this file in
# nats.conf, give the server the passwords in its environment (REGISTRATION_NATS_PASSWORD …), and each service its
# NATS_URL=nats://registration:<password>@<host>:4222, what is no letter, digit or -._~ percent-encoded.
#
# A service publishes its own events alone. It has its own stream, and one consumer of its own on each stream that it
# hears. Answers come to a place of its own (_INBOX.<service>). It replays its own events to others, and takes what is
# replayed for itself. It deletes no consumer and purges no stream. 'operator', who may do everything, is for
# todoke-backup and for looking around.
`;

/** The users of a NATS server and their rights, in the format of its configuration. */
export function natsUsers(conversations: Conversations): string {
  const services = Object.keys(conversations.hears);
  const users = services.map((service) => userText(service, rightsOf(service, conversations)));
  const operator = '    { user: operator, password: $OPERATOR_NATS_PASSWORD }\n';
  return `${head}\nauthorization {\n  users: [\n${users.join('')}${operator}  ]\n}\n`;
}

function rightsOf(service: string, { hears, asks }: Conversations): Rights {
  const heard = [...new Set(Object.values(hears[service] ?? {}).flat())].sort();
  const producers = [...new Set(heard.map(producerOf))];
  const askers = Object.keys(asks).filter((asker) => asks[asker]?.some((question) => answers(service, question)));
  return {
    publish: [
      `${service}.>`,
      ...(asks[service] ?? []),
      ...askers.map((asker) => `_INBOX.${asker}.>`),
      ...ownStream(service),
      ...producers.flatMap((producer) => hearing(service, producer, heard)),
      ...replays(service, Object.keys(hears)),
    ],
    subscribe: [`_INBOX.${service}.>`, ...(askers.length > 0 ? [`ask.${service}.>`] : [])],
  };
}

const answers = (service: string, question: string): boolean => question.startsWith(`ask.${service}.`);

/** Delete: `todoke-events rebuild` makes it again. */
const ownStream = (service: string): string[] =>
  ['INFO', 'CREATE', 'DELETE'].map((verb) => `$JS.API.STREAM.${verb}.${streamOf(service)}`);

function hearing(service: string, producer: string, heard: readonly string[]): string[] {
  const stream = streamOf(producer);
  const filters = heard.filter((subject) => producerOf(subject) === producer);
  return [
    `$JS.API.STREAM.INFO.${stream}`,
    ...consuming(stream, service),
    // One filter alone stands in the subject as well.
    ...filters.map((subject) => `$JS.API.CONSUMER.CREATE.${stream}.${service}.${subject}`),
  ];
}

function replays(service: string, services: readonly string[]): string[] {
  const own = replayStreamOf(service);
  return [
    `replay.*.*.${service}.>`,
    ...services.map((other) => `$JS.API.STREAM.INFO.${replayStreamOf(other)}`),
    `$JS.API.STREAM.CREATE.${own}`,
    `$JS.API.STREAM.UPDATE.${own}`,
    ...consuming(own, service),
  ];
}

const consuming = (stream: string, service: string): string[] => [
  `$JS.API.CONSUMER.INFO.${stream}.${service}`,
  `$JS.API.CONSUMER.CREATE.${stream}.${service}`,
  // So it is called where there are several filters, and by servers before 2.9.
  `$JS.API.CONSUMER.DURABLE.CREATE.${stream}.${service}`,
  `$JS.API.CONSUMER.MSG.NEXT.${stream}.${service}`,
  `$JS.ACK.${stream}.${service}.>`,
];

function userText(user: string, { publish, subscribe }: Rights): string {
  const list = (subjects: readonly string[]): string =>
    subjects.map((subject) => `          ${JSON.stringify(subject)}\n`).join('');
  return `    {
      user: ${user}
      password: $${user.toUpperCase()}_NATS_PASSWORD
      permissions: {
        publish: [
${list(publish)}        ]
        subscribe: [
${list(subscribe)}        ]
      }
    }
`;
}
