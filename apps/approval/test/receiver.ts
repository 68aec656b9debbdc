import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a prefecture's system received it. */
export interface ReceivedHook {
  readonly id: string;
  readonly at: string;
  readonly signature: string;
  readonly body: string;
}

/** A prefecture's system that takes webhooks, or does not. */
export interface Receiver {
  readonly url: string;
  /** `host:port` */
  readonly host: string;
  readonly received: ReceivedHook[];
  /** Answers with this from now on. */
  answerWith(status: number, headers?: Record<string, string>): void;
  close(): Promise<void>;
}

export async function receiver(): Promise<Receiver> {
  const received: ReceivedHook[] = [];
  let answer: { status: number; headers?: Record<string, string> } = { status: 204 };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const header = (name: string): string => String(request.headers[name] ?? '');
      received.push({
        id: header('webhook-id'),
        at: header('webhook-timestamp'),
        signature: header('webhook-signature'),
        body: Buffer.concat(chunks).toString(),
      });
      response.writeHead(answer.status, answer.headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}/hook`,
    host,
    received,
    answerWith: (status, headers) => void (answer = { status, ...(headers && { headers }) }),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
