import { once } from 'node:events';
import { connect } from 'node:net';

/**
 * One request to a NATS server, as the user in its URL, in its own protocol (docs.nats.io, "Client Protocol"), so that
 * this package needs no client: connects, sends a request to `subject`, returns the answer as JSON.
 */
export async function ask(
  url: string,
  subject: string,
  body: unknown,
  inboxOf = 'test',
): Promise<Record<string, unknown>> {
  const { hostname, port, username, password } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const payload = body === undefined ? '' : JSON.stringify(body);
  const inbox = `_INBOX.${inboxOf}.1`;
  const pass = decodeURIComponent(password);
  const login = username === '' ? {} : { user: username, pass };
  socket.write(`CONNECT ${JSON.stringify({ verbose: false, headers: true, ...login })}\r\n`);
  socket.write(`SUB ${inbox} 1\r\nPUB ${subject} ${inbox} ${Buffer.byteLength(payload)}\r\n${payload}\r\n`);
  try {
    let received = '';
    for await (const part of socket) {
      received += String(part);
      const message = /MSG \S+ 1 (?:\S+ )?(\d+)\r\n/.exec(received);
      const rest = message === null ? '' : received.slice(message.index + message[0].length);
      if (message !== null && rest.length >= Number(message[1]))
        return JSON.parse(rest.slice(0, Number(message[1]))) as Record<string, unknown>;
      if (received.includes('-ERR')) throw new Error(received);
    }
    throw new Error('the server closed the connection');
  } finally {
    socket.destroy();
  }
}
