import { Readable } from 'node:stream';
import SMTPPool from 'nodemailer/lib/smtp-pool';
import type { Handover } from '../domain/mail.js';
import { judge, type SmtpTrouble } from '../domain/reply.js';

export interface SmtpSettings {
  /** `smtp://user:password@host:port`, `smtps://…`; nodemailer's options may follow as a query. */
  readonly url: string;
  readonly maxConnections: number;
  /** A connection is replaced after so many mails. */
  readonly maxMessages: number;
  /** Milliseconds for one mail, from taking it up to the server's last word. */
  readonly sendTimeout: number;
}

/** One mail as the server is to get it. */
export interface Letter {
  readonly from: string;
  readonly to: string;
  readonly messageId: string;
  readonly content: Buffer;
}

const connectTimeout = 10_000;

/**
 * The outgoing server, through nodemailer's pool. Letters go to the pool directly: they are complete, and the
 * composing that nodemailer does otherwise costs as much as all the rest of a mail.
 */
export class SmtpServer {
  private readonly pool: SMTPPool;

  constructor(private readonly settings: SmtpSettings) {
    const setupTimeout = Math.min(connectTimeout, settings.sendTimeout);
    this.pool = new SMTPPool({
      url: settings.url,
      maxConnections: settings.maxConnections,
      maxMessages: settings.maxMessages,
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

  /** Hands one letter over and says what came of it. Never throws. */
  handOver(letter: Letter): Promise<Handover> {
    const departure = new TrackedMessage(letter);
    const alarm = new AbortController();
    const timer = setTimeout(() => alarm.abort(), this.settings.sendTimeout);
    return new Promise((resolve) => {
      const mail = { data: { signal: alarm.signal }, message: departure };
      this.pool.send(mail as unknown as Parameters<SMTPPool['send']>[0], (error) => {
        clearTimeout(timer);
        resolve(
          error === null || error === undefined ? { kind: 'accepted' } : judge(troubleOf(error, departure)),
        );
      });
    });
  }

  /** Whether the server greets and lets us in. */
  async answers(): Promise<boolean> {
    try {
      return await this.pool.verify();
    } catch {
      return false;
    }
  }

  /** @param force also cuts off what is on the wire; its outcome is told as for any broken connection */
  close({ force = false } = {}): void {
    this.pool.close({ force });
  }
}

/** What the pool asks of a message, and how far the letter came. */
class TrackedMessage {
  progress: SmtpTrouble['progress'] = 'connecting';

  constructor(private readonly letter: Letter) {}

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
   * Asked for when the envelope goes out; read when the server says that it takes the content. A content that
   * has begun to leave is given no second time: what the pool tries again we could not count.
   */
  createReadStream(): Readable {
    if (this.progress === 'content') return Readable.from([]).destroy(new Error('this letter has left'));
    this.progress = 'envelope';
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

/** Takes from nodemailer's error what may be kept: codes, never the reply's text. */
function troubleOf(error: Error, { progress }: TrackedMessage): SmtpTrouble {
  const { code, command, responseCode, response } = error as SmtpError;
  return {
    command,
    replyCode: responseCode,
    enhanced: /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response ?? '')?.[1],
    badEnvelope: code === 'EENVELOPE' && command === 'API',
    progress,
  };
}

interface SmtpError extends Error {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
}
