import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** Where in the dialogue (RFC 5321) a reply is given. */
export type Stage = 'greeting' | 'ehlo' | 'auth' | 'mail' | 'rcpt' | 'data' | 'content';

/** What the server says to a command: whole lines with their codes; undefined: what a server says that takes all. */
export type Says = (stage: Stage, address: string, connection: number) => string | undefined;

export interface Delivered {
  /** The recipient as it stood between the brackets of RCPT TO. */
  readonly rcpt: string;
  readonly content: string;
}

/**
 * An SMTP server that says what a test wants at each stage, in any number of lines, and counts its connections. The
 * servers of libraries neither reply in several lines nor refuse at every stage. After a 421 it closes the connection.
 */
export class Relay {
  says: Says = () => undefined;
  /** Extensions that it announces. */
  offers: readonly string[] = ['PIPELINING'];
  readonly delivered: Delivered[] = [];
  /** Recipients, as often as they were named at RCPT TO. */
  readonly named: string[] = [];
  /** All connections so far, and those that are open. */
  connections = 0;
  readonly open = new Set<Socket>();
  port = 0;
  private server: Server | undefined;

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  /** How often mails for an address, or for a domain, were offered. */
  offeredTo(recipient: string): number {
    return this.named.filter((named) => named === recipient || named.endsWith(`@${recipient}`)).length;
  }

  deliveredTo(recipient: string): readonly Delivered[] {
    return this.delivered.filter(({ rcpt }) => rcpt === recipient || rcpt.endsWith(`@${recipient}`));
  }

  async start(): Promise<this> {
    const server = createServer((socket) => this.serve(socket));
    server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
    return this;
  }

  async stop(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server === undefined) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of this.open) socket.destroy();
    await closed;
  }

  private serve(socket: Socket): void {
    this.connections += 1;
    this.open.add(socket);
    const gone = (): void => void this.open.delete(socket);
    socket.on('error', gone).on('close', gone);
    const dialogue = new Dialogue(this, socket, this.connections);
    dialogue.say('greeting', '', '220 relay ready');
    let rest = '';
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) dialogue.hear(line);
    });
  }
}

/** One connection. */
class Dialogue {
  private recipient: string | undefined;
  private lines: string[] | undefined;

  constructor(
    private readonly relay: Relay,
    private readonly socket: Socket,
    private readonly connection: number,
  ) {}

  /** @returns whether it was what a server says that takes it */
  say(stage: Stage, address: string, usual: string): boolean {
    const said = this.relay.says(stage, address, this.connection);
    this.write(said ?? usual);
    return said === undefined || /^[23]/.test(said);
  }

  hear(line: string): void {
    if (this.lines !== undefined) return this.takeLine(line);
    const [, argument = ''] = /^[^:]*:<(.*)>/.exec(line) ?? [];
    const command = line.slice(0, 4).toUpperCase();
    switch (command) {
      case 'EHLO':
        return void this.say('ehlo', '', ['relay', ...this.relay.offers].map(reply).join('\r\n'));
      case 'AUTH':
        return void this.say('auth', '', '235 welcome');
      case 'MAIL':
        this.recipient = undefined;
        return void this.say('mail', argument, '250 ok');
      case 'RCPT':
        this.relay.named.push(argument);
        if (this.say('rcpt', argument, '250 ok')) this.recipient = argument;
        return;
      case 'DATA':
        if (this.recipient === undefined) return this.write('503 5.5.1 no recipient');
        if (this.say('data', this.recipient, '354 go on')) this.lines = [];
        return;
      case 'QUIT':
        this.write('221 bye');
        return void this.socket.end();
      default:
        this.write('250 ok');
    }
  }

  private takeLine(line: string): void {
    if (line !== '.') return void this.lines?.push(line.startsWith('.') ? line.slice(1) : line);
    const [content, rcpt] = [(this.lines ?? []).join('\r\n'), this.recipient ?? ''];
    this.lines = undefined;
    if (this.say('content', rcpt, '250 taken')) this.relay.delivered.push({ rcpt, content });
  }

  private write(text: string): void {
    if (!this.socket.writable) return;
    this.socket.write(`${text.replace(/\r?\n/g, '\r\n')}\r\n`);
    if (text.startsWith('421')) this.socket.end();
  }
}

const reply = (text: string, place: number, all: readonly string[]): string =>
  `250${place === all.length - 1 ? ' ' : '-'}${text}`;
