import { producerOf } from '@todoke/events';
import { jetstreamOfServices } from './nats-link.js';
import { replayStreamOf } from './replay-stream.js';
import { streamOf } from './streams.js';

/** Who hears what and who asks whom, as `hears` and `asks` of @todoke/events have it. */
export interface Conversations {
  /** Service → module → subjects. */
  readonly hears: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Service → `ask.<service>.<question>`. */
  readonly asks: Readonly<Record<string, readonly string[]>>;
}

const head = `# Who may do what on NATS. Made of two tables of libs/events, who-hears-what.ts and who-asks-whom.ts:
#   cd libs/messaging && WRITE_NATS_USERS=1 npm test -- test/rights
#
# The local system and the containers put a generated password for each user before it. Elsewhere: include this file in
# nats.conf, give the server the passwords in its environment (REGISTRATION_NATS_PASSWORD …), and each service its
# NATS_URL=nats://registration:<password>@<host>:4222, what is no letter, digit or -._~ percent-encoded.
#
# The streams are in an account of their own, and each service is in one, whose imports are all that it can reach: its
# own events; to replay them to others; what is known of the streams that it hears, a consumer of its own on each, and
# its acknowledgements. The server answers into the account that asked, so nothing that a service wants done can be
# answered into a stream, or into what the server itself is asked. JetStream's API is ${jetstreamOfServices} there. No
# service makes, changes, purges or deletes a stream. 'operator', who may do everything, is for todoke-streams, which
# makes them, for todoke-backup, for todoke-events rebuild, and for looking around.
`;

const api = '$JS.API';
const streams = 'STREAMS';
const accountOf = (service: string): string => service.toUpperCase();

/** Subjects in the account of the streams or of another service, which an account may import. */
interface Import {
  readonly from: string;
  readonly subject: string;
}

/** The users of a NATS server, their accounts and their rights, in the format of its configuration. */
export function natsUsers(conversations: Conversations): string {
  const services = Object.keys(conversations.hears);
  const accounts = services.map((service) => accountText(service, conversations));
  return `${head}\naccounts {\n${streamsText(services)}${accounts.join('')}}\n`;
}

/** What the account of the streams lets others import at all; what each does is in its own account. */
function streamsText(services: readonly string[]): string {
  const exports = [
    ...services.map((service) => `${service}.>`),
    'replay.>',
    '$JS.ACK.>',
    `${api}.STREAM.INFO.*`,
    `${api}.CONSUMER.INFO.*.*`,
    `${api}.CONSUMER.CREATE.>`,
    `${api}.CONSUMER.DURABLE.CREATE.*.*`,
  ].map((subject) => `{ service: ${JSON.stringify(subject)} }`);
  const many = `{ service: "${api}.CONSUMER.MSG.NEXT.*.*", response: stream }`;
  return `  ${streams} {
    jetstream: enabled
    users: [{ user: operator, password: $OPERATOR_NATS_PASSWORD }]
    exports: [
${lines([...exports, many])}    ]
  }
`;
}

function accountText(service: string, conversations: Conversations): string {
  const imports = importsOf(service, conversations);
  const questions = askedOf(service, conversations);
  const imported = imports.map(({ from, subject }) => {
    const to = subject === localName(subject) ? '' : `, to: ${JSON.stringify(localName(subject))}`;
    return `{ service: { account: ${from}, subject: ${JSON.stringify(subject)} }${to} }`;
  });
  const exported = questions.map(
    ({ asker, question }) => `{ service: ${JSON.stringify(question)}, accounts: [${accountOf(asker)}] }`,
  );
  const publish = imports.map(({ subject }) => JSON.stringify(localName(subject)));
  const subscribe = [`_INBOX.${service}.>`, ...(questions.length > 0 ? [`ask.${service}.>`] : [])];
  return `  ${accountOf(service)} {
    users: [{
      user: ${service}
      password: $${service.toUpperCase()}_NATS_PASSWORD
      permissions: {
        publish: [
${lines(publish, 10)}        ]
        subscribe: [
${lines(
  subscribe.map((subject) => JSON.stringify(subject)),
  10,
)}        ]
${questions.length > 0 ? '        allow_responses: true\n' : ''}      }
    }]
    imports: [
${lines(imported)}    ]
${exported.length > 0 ? `    exports: [\n${lines(exported)}    ]\n` : ''}  }
`;
}

function importsOf(service: string, { hears, asks }: Conversations): Import[] {
  const heard = [...new Set(Object.values(hears[service] ?? {}).flat())].sort();
  const producers = [...new Set(heard.map(producerOf))];
  const own = replayStreamOf(service);
  const ofStreams = [
    `${service}.>`,
    `${api}.STREAM.INFO.${streamOf(service)}`,
    ...producers.flatMap((producer) => hearing(service, producer, heard)),
    `replay.*.*.${service}.>`,
    ...Object.keys(hears).map((other) => `${api}.STREAM.INFO.${replayStreamOf(other)}`),
    ...consuming(own, service),
  ];
  return [
    ...(asks[service] ?? []).map((question) => ({ from: accountOf(question.split('.')[1] ?? ''), subject: question })),
    ...ofStreams.map((subject) => ({ from: streams, subject })),
  ];
}

/** The questions that others ask a service. */
const askedOf = (service: string, { asks }: Conversations): { asker: string; question: string }[] =>
  Object.entries(asks).flatMap(([asker, questions]) =>
    questions.filter((question) => question.startsWith(`ask.${service}.`)).map((question) => ({ asker, question })),
  );

function hearing(service: string, producer: string, heard: readonly string[]): string[] {
  const stream = streamOf(producer);
  const filters = heard.filter((subject) => producerOf(subject) === producer);
  return [
    `${api}.STREAM.INFO.${stream}`,
    ...consuming(stream, service),
    // One filter alone stands in the subject as well.
    ...filters.map((subject) => `${api}.CONSUMER.CREATE.${stream}.${service}.${subject}`),
  ];
}

const consuming = (stream: string, service: string): string[] => [
  `${api}.CONSUMER.INFO.${stream}.${service}`,
  `${api}.CONSUMER.CREATE.${stream}.${service}`,
  // So it is called where there are several filters, and by servers before 2.9.
  `${api}.CONSUMER.DURABLE.CREATE.${stream}.${service}`,
  `${api}.CONSUMER.MSG.NEXT.${stream}.${service}`,
  `$JS.ACK.${stream}.${service}.>`,
];

/** Each account has an API of its own, which says that it has no JetStream; that of the streams has another name. */
const localName = (subject: string): string =>
  subject.startsWith(`${api}.`) ? jetstreamOfServices + subject.slice(api.length) : subject;

const lines = (items: readonly string[], indent = 6): string =>
  items.map((item) => `${' '.repeat(indent)}${item}\n`).join('');
