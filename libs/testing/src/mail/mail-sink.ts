import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

export interface ReceivedMail extends Omit<Email, 'returnPath'> {
  /** Envelope sender (RFC 5321): where a bounce would go. */
  readonly returnPath: string;
  /** Envelope recipient: who really gets it. */
  readonly recipients: readonly string[];
  /** The raw message. */
  readonly raw: string;
}

/** The reply for an address: `refuse` is permanent (5xx), `defer` is temporary (4xx). */
type Answer = { code: number; text: string };

export interface MailSink {
  readonly url: string;
  readonly port: number;
  /** Everything that was accepted, oldest first. */
  readonly mails: readonly ReceivedMail[];
  /** What was accepted for one address. */
  to(address: string): ReceivedMail[];
  /** How often a mail for this address was offered, accepted or not. */
  attempts(address: string): number;
  /** From now on 5xx for this address: it does not exist. */
  refuse(address: string, answer?: Answer): void;
  /** From now on 4xx for this address: come back later. */
  defer(address: string, answer?: Answer): void;
  /** Accepts connections and mails but never replies, until `recover`. */
  hang(): void;
  /** Closes every connection when the mail's content comes, until `recover`. */
  drop(): void;
  /** Stores mails and never replies, as a server that is lost at that moment, until `recover`. */
  swallow(): void;
  /** Accepts everything from everybody again. */
  recover(): void;
  /** Is unavailable: connections are refused until `open`. */
  close(): Promise<void>;
  /** Listens again on the same port. */
  open(): Promise<void>;
}

/** A real SMTP server on a port of its own that stores what it accepts, and fails on demand. */
export async function mailSink(): Promise<MailSink> {
  const sink = new Sink();
  await sink.open();
  return sink;
}

const key = (address: string): string => address.toLowerCase();

class Sink implements MailSink {
  port = 0;
  readonly mails: ReceivedMail[] = [];
  private server: SMTPServer | undefined;
  private mode: 'accept' | 'hang' | 'drop' | 'swallow' = 'accept';
  private readonly answers = new Map<string, Answer>();
  private readonly offered: string[] = [];

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  to(address: string): ReceivedMail[] {
    return this.mails.filter(({ recipients }) => recipients.some((recipient) => key(recipient) === key(address)));
  }

  attempts(address: string): number {
    return this.offered.filter((offered) => offered === key(address)).length;
  }

  refuse(address: string, answer: Answer = { code: 550, text: '5.1.1 no such user' }): void {
    this.answers.set(key(address), answer);
  }

  defer(address: string, answer: Answer = { code: 451, text: '4.7.1 try again later' }): void {
    this.answers.set(key(address), answer);
  }

  hang(): void {
    this.mode = 'hang';
  }

  drop(): void {
    this.mode = 'drop';
  }

  swallow(): void {
    this.mode = 'swallow';
  }

  recover(): void {
    this.mode = 'accept';
    this.answers.clear();
  }

  async open(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      size: 10_000_000,
      closeTimeout: 100,
      onRcptTo: ({ address }, _session, done) => this.recipient(address, done),
      onData: (stream, session, done) => {
        if (this.mode === 'drop') return this.cut(server, session);
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const mode = this.mode;
          if (mode === 'hang') return;
          void this.keep(Buffer.concat(parts), session).then(() => mode === 'swallow' || done(), done);
        });
      },
    });
    // Tests drop connections on purpose.
    server.on('error', () => undefined);
    server.listen(this.port, '127.0.0.1');
    await once(server.server, 'listening');
    this.port = (server.server.address() as AddressInfo).port;
    this.server = server;
  }

  async close(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    if (server === undefined) return;
    const closed = new Promise<void>((resolve) => server.close(resolve));
    for (const { _socket: socket } of server.connections) socket.destroy();
    await closed;
  }

  private recipient(address: string, done: (error?: Error | null) => void): void {
    this.offered.push(key(address));
    if (this.mode === 'hang') return;
    const answer = this.answers.get(key(address));
    if (answer === undefined) return done();
    done(Object.assign(new Error(answer.text), { responseCode: answer.code }));
  }

  private cut(server: SMTPServer, session: SMTPServerSession): void {
    for (const connection of server.connections) if (connection.id === session.id) connection._socket.destroy();
  }

  private async keep(raw: Buffer, { envelope }: SMTPServerSession): Promise<void> {
    const mail = await PostalMime.parse(raw);
    this.mails.push({
      ...mail,
      returnPath: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
      recipients: envelope.rcptTo.map(({ address }) => address),
      raw: raw.toString('utf8'),
    });
  }
}
