import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { StartFailure } from './start-failure.js';

/** A port that will be used, and the variable that sets another. */
export type PortWish = { port: number; what: string; variable: string };

/**
 * Below the ephemeral range of outgoing connections (Linux: from 32768 on), where a connection could take it before the
 * server that it is meant for.
 */
const range = { from: 20_000, to: 32_000 };
const given = new Set<number>();

/** A port that is free at this moment and was not returned before in this process. */
export async function freePort(): Promise<number> {
  for (let tries = 200; tries > 0; tries -= 1) {
    const port = randomInt(range.from, range.to);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
  throw new StartFailure('No port is free', { todo: 'Stop programs that listen on this machine.' });
}

/**
 * @throws StartFailure that names every port that is taken or assigned twice, and the variables that
 * change them.
 */
export async function checkPorts(wishes: PortWish[]): Promise<void> {
  const twice = wishes.filter(({ port }, at) => wishes.findIndex((other) => other.port === port) !== at);
  const once = wishes.filter((wish) => !twice.includes(wish));
  const taken = (await Promise.all(once.map(async (wish) => ((await isFree(wish.port)) ? [] : [wish])))).flat();
  if (taken.length === 0 && twice.length === 0) return;
  const reasons = [
    ...taken.map(({ port, what, variable }) => `port ${port} for ${what} (${variable}) is taken by another program`),
    ...twice.map(({ port, what, variable }) => `port ${port} is set for ${what} (${variable}) and for something else`),
  ];
  const others = [...taken, ...twice].map(({ variable, port }) => `${variable}=${otherThan(port)}`);
  throw new StartFailure('The ports are not free', {
    why: reasons.join('; '),
    todo: `Stop that program, or choose others, for instance: ${others.join(' ')} npm start`,
  });
}

const otherThan = (port: number): number => (port + 10_000 < 65_536 ? port + 10_000 : port - 10_000);

/** Free for IPv4 and IPv6: a program on one of them would receive part of our connections. */
async function isFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '::1', '0.0.0.0', '::']) if (!(await canListen(port, host))) return false;
  return true;
}

function canListen(port: number, host: string): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code !== 'EADDRINUSE' && error.code !== 'EACCES'),
    );
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
