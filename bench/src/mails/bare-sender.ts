import { createTransport } from 'nodemailer';

/** Request to the bare sender. */
export interface BareOrder {
  readonly port: number;
  readonly connections: number;
  /** Whole messages (latin1), which are sent in turn. */
  readonly messages: readonly string[];
  readonly count: number;
}

/** Its response: seconds from the first mail to the last reply. */
export interface BareAnswer {
  readonly seconds: number;
}

/**
 * The limit of the mails: nodemailer with a pool, in a process of its own, sends finished bytes and does nothing else.
 */
async function send({ port, connections, messages, count }: BareOrder): Promise<BareAnswer> {
  const transport = createTransport({
    pool: true,
    host: '127.0.0.1',
    port,
    secure: false,
    ignoreTLS: true,
    maxConnections: connections,
    maxMessages: 1_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const raws = messages.map((message) => Buffer.from(message, 'latin1'));
  const started = performance.now();
  await Promise.all(
    Array.from({ length: count }, (_, at) => {
      const envelope = { from: 'info@g-mis.example', to: [`bare-${at}@example.com`] };
      return transport.sendMail({ envelope, raw: raws[at % raws.length] ?? '' });
    }),
  );
  const seconds = (performance.now() - started) / 1_000;
  transport.close();
  return { seconds };
}

process.on('message', (order: BareOrder) => {
  send(order).then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit());
