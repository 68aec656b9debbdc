import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { StartFailure } from './start-failure.js';

/** A port that will be used, and what a person sets to use another. */
export type PortWish = { port: number; what: string; variable: string };

/**
 * Below those that the system gives to outgoing connections (Linux: from 32768 on): one of them could have it before
 * whoever it is meant for.
 */
const range = { from: 20_000, to: 32_000 };
const given = new Set<number>();

/** A port that is free at this moment, and was not given to this process before. */
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
 * @throws StartFailure that names every port which is taken or wished for twice, and the variables that
 * change them.
 */
export async function checkPorts(wishes: PortWish[]): Promise<void> {
  const twice = wishes.filter(({ port }, at) => wishes.findIndex((other) => other.port === port) !== at);
  const once = wishes.filter((wish) => !twice.includes(wish));
  const taken = (
    await Promise.all(once.map(async (wish) => ((await isFree(wish.port)) ? [] : [wish])))
  ).flat();
  if (taken.length === 0 && twice.length === 0) return;
  const reasons = [
    ...taken.map(
      ({ port, what, variable }) => `port ${port} for ${what} (${variable}) is taken by another program`,
    ),
    ...twice.map(
      ({ port, what, variable }) => `port ${port} is set for ${what} (${variable}) and for something else`,
    ),
  ];
  const others = [...taken, ...twice].map(({ variable, port }) => `${variable}=${otherThan(port)}`);
  throw new StartFailure('The ports are not free', {
    why: reasons.join('; '),
    todo: `Stop that program, or choose others, for instance: ${others.join(' ')} npm start`,
  });
}

const otherThan = (port: number): number => (port + 10_000 < 65_536 ? port + 10_000 : port - 10_000);

/** Free on both families: a program on only one of them would get half of what is meant for us. */
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
