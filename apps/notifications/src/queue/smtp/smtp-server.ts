import { Readable } from 'node:stream';
import SMTPPool from 'nodemailer/lib/smtp-pool';
import type { Greeting } from '../domain/breaker.js';
import type { Handover } from '../domain/mail.js';
import { judge, readReply, type SmtpTrouble } from '../domain/reply.js';
import { sayHello } from './greeting.js';

export interface SmtpSettings {
  /** `smtp://user:password@host:port`, `smtps://…`; nodemailer's options may follow as a query. */
  readonly url: string;
  readonly maxConnections: number;
  /** A connection is replaced after so many mails. */
  readonly maxMessages: number;
  /** Milliseconds for one mail, from the start to the server's last reply. */
  readonly sendTimeout: number;
}

/** One mail as it is sent to the server. */
export interface Letter {
  readonly from: string;
  readonly to: string;
  readonly messageId: string;
  readonly content: Buffer;
}

const connectTimeout = 10_000;
/** Milliseconds. Shorter than the silence after which a greeting is tried, which needs a connection itself. */
const idleTimeout = 10_000;

/**
 * The outgoing server, through nodemailer's pool. Complete messages go to the pool directly,
 * since nodemailer's own composing costs as much as all the rest of a mail.
 */
export class SmtpServer {
  private readonly pool: SMTPPool;

  constructor(private readonly settings: SmtpSettings) {
    const setupTimeout = Math.min(connectTimeout, settings.sendTimeout);
    this.pool = new SMTPPool({
      url: settings.url,
      maxConnections: settings.maxConnections,
      maxMessages: settings.maxMessages,
      idleTimeout,
      // Only for connections that end before the content was asked for: see TrackedMessage.createReadStream.
      maxRequeues: 2,
      connectionTimeout: setupTimeout,
      greetingTimeout: setupTimeout,
      socketTimeout: settings.sendTimeout,
      // Its log lines quote addresses and replies.
      logger: false,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    this.pool.on('error', () => undefined);
  }

  /** From now on at most so many connections are opened. */
  allow(connections: number): void {
    this.pool.options.maxConnections = connections;
  }

  /**
   * Hands one letter over.
   * @param greeted called when the server has greeted the connection on which it goes
   * @returns its outcome; never throws
   */
  handOver(letter: Letter, greeted: () => void): Promise<Handover> {
    const tracked = new TrackedMessage(letter, greeted);
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), this.settings.sendTimeout);
    return new Promise((resolve) => {
      const mail = { data: { signal: timeout.signal }, message: tracked };
      this.pool.send(mail as unknown as Parameters<SMTPPool['send']>[0], (error) => {
        clearTimeout(timer);
        resolve(
          error === null || error === undefined
            ? { kind: 'accepted' }
            : judge(troubleOf(error, tracked.progress, letter.from)),
        );
      });
    });
  }

  /** Greets the server, logs in and leaves, on a connection of its own that is closed when this resolves. */
  async greet(): Promise<Greeting> {
    const error = await sayHello(this.pool.options, this.settings.sendTimeout);
    if (error === undefined) return 'answered';
    const judged = judge(troubleOf(error, 'connecting'));
    if (judged.kind === 'held') return judged.cause;
    // A server that has no connection to spare is there.
    return judged.kind === 'crowded' || judged.kind === 'hurried' ? 'answered' : 'unavailable';
  }

  /** @param force also closes connections in use; their outcome is that of a broken connection */
  close({ force = false } = {}): void {
    this.pool.close({ force });
  }
}

/** A message for the pool that tracks how far it has been sent. */
class TrackedMessage {
  progress: SmtpTrouble['progress'] = 'connecting';

  constructor(
    private readonly letter: Letter,
    private readonly greeted: () => void,
  ) {}

  getEnvelope(): { from: string; to: string[] } {
    return { from: this.letter.from, to: [this.letter.to] };
  }

  messageId(): string {
    return this.letter.messageId;
  }

  getHeader(): string {
    return this.letter.messageId;
  }

  /**
   * Called when the envelope is sent; read when the server accepts the content. Content that was partly sent is
   * not offered a second time, since a retry by the pool could not be counted.
   */
  createReadStream(): Readable {
    if (this.progress === 'content') return Readable.from([]).destroy(new Error('this letter has left'));
    this.progress = 'envelope';
    this.greeted();
    const stream = new Readable({
      read: () => {
        this.progress = 'content';
        stream.push(this.letter.content);
        stream.push(null);
      },
    });
    return stream;
  }
}

/** The part of nodemailer's error that is judged. */
function troubleOf(error: Error, progress: SmtpTrouble['progress'], sender?: string): SmtpTrouble {
  const { code, command, response } = error as SmtpError;
  return {
    command: code === 'EAUTH' || code === 'ENOAUTH' ? 'AUTH' : command,
    ...(response === undefined ? {} : readReply(response, sender)),
    badEnvelope: code === 'EENVELOPE' && command === 'API',
    progress,
  };
}

interface SmtpError extends Error {
  code?: string;
  command?: string;
  response?: string;
}
