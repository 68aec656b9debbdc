import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/** How the server treats a letter: takes it, or fails in one of the ways that servers do. */
export type Manner =
  | 'accept'
  /** No answer to RCPT TO. */
  | 'hang'
  /** Takes the content, keeps it, and never says so. */
  | 'swallow'
  /** Takes the content, and says so only when `release` is called. */
  | 'hold'
  /** Cuts the connection when the content has come; it is lost. */
  | 'cut'
  | { readonly at: 'rcpt' | 'data'; readonly code: number; readonly text: string };

export interface Letter extends Email {
  readonly to1: string;
  readonly id: string;
}

/** A real SMTP server that fails at the stage it is told; the sink of libs/testing knows no stages. */
export class PostOffice {
  /** Contents that came whole, in the order they came. */
  readonly letters: Letter[] = [];
  /** Addresses offered at RCPT TO. */
  readonly offered: string[] = [];
  manner: (address: string) => Manner = () => 'accept';
  port = 0;
  private readonly held: (() => void)[] = [];
  private server: SMTPServer | undefined;

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  to(address: string): Letter[] {
    return this.letters.filter(({ to1 }) => to1 === address);
  }

  async open(): Promise<this> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      closeTimeout: 50,
      onRcptTo: ({ address }, _session, done) => this.recipient(address, done),
      onData: (stream, session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => void this.content(server, Buffer.concat(parts), session, done));
      },
    });
    server.on('error', () => undefined);
    server.listen(this.port, '127.0.0.1');
    await once(server.server, 'listening');
    this.port = (server.server.address() as AddressInfo).port;
    this.server = server;
    return this;
  }

  async close(): Promise<void> {
    const server = this.server;
    if (server === undefined) return;
    this.server = undefined;
    const closed = new Promise<void>((resolve) => server.close(resolve));
    for (const { _socket: socket } of server.connections) socket.destroy();
    await closed;
  }

  /** Says to all whose letters are held that they are taken. */
  release(): void {
    for (const say of this.held.splice(0)) say();
  }

  private recipient(address: string, done: (error?: Error | null) => void): void {
    this.offered.push(address);
    const manner = this.manner(address);
    if (manner === 'hang') return;
    done(typeof manner === 'object' && manner.at === 'rcpt' ? refusal(manner) : null);
  }

  private async content(
    server: SMTPServer,
    raw: Buffer,
    { id, envelope }: SMTPServerSession,
    done: (error?: Error | null) => void,
  ): Promise<void> {
    const address = envelope.rcptTo[0]?.address ?? '';
    const manner = this.manner(address);
    if (manner === 'cut') {
      for (const connection of server.connections) if (connection.id === id) connection._socket.destroy();
      return;
    }
    if (typeof manner === 'object' && manner.at === 'data') return done(refusal(manner));
    const letter = await PostalMime.parse(raw);
    this.letters.push({ ...letter, to1: address, id: letter.messageId ?? '' });
    if (manner === 'hold') this.held.push(() => done());
    else if (manner !== 'swallow') done();
  }
}

const refusal = ({ code, text }: { code: number; text: string }): Error =>
  Object.assign(new Error(text), { responseCode: code });
