/**
 * The one container with fixed ports: a TCP proxy that distributes connections to the containers of each
 * service (round robin), so that a service can have any number of them. A container that accepts no
 * connection is skipped.
 *
 * Arguments: `3001=registration …`, the port here and there and the service.
 */
import { lookup } from 'node:dns/promises';
import { connect, createServer } from 'node:net';

/** Milliseconds: a container that is frozen or disconnected does not even refuse a connection. */
const patience = 2_000;

const servers = process.argv.slice(2).map((rule) => {
  const [port, name] = rule.split('=');
  const forward = forwarder(name, Number(port));
  const server = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: true }, forward);
  server.on('error', (error) => {
    process.stderr.write(`gateway: port ${port}: ${error.message}\n`);
    process.exit(1);
  });
  return server.listen(Number(port));
});

function forwarder(name, port) {
  let turn = 0;
  return async (client) => {
    client.on('error', () => client.destroy());
    const addresses = await lookup(name, { all: true, family: 4 }).catch(() => []);
    // DNS returns them in changing order, so they are sorted.
    const hosts = addresses.map(({ address }) => address).sort();
    turn += 1;
    for (let tried = 0; tried < hosts.length; tried += 1) {
      const upstream = await open(hosts[(turn + tried) % hosts.length], port);
      if (upstream !== undefined) return join(client, upstream);
    }
    client.destroy();
  };
}

/** @returns {Promise<import('node:net').Socket | undefined>} undefined where the connection is not accepted */
function open(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port, allowHalfOpen: true, noDelay: true });
    const timer = setTimeout(() => socket.destroy(new Error('no answer')), patience);
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve(socket);
    });
    socket.on('error', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
  });
}

function join(client, upstream) {
  // The client may have disconnected meanwhile.
  if (client.destroyed) return upstream.destroy();
  const end = () => {
    client.destroy();
    upstream.destroy();
  };
  for (const socket of [client, upstream]) socket.on('error', end).on('close', end);
  client.pipe(upstream);
  upstream.pipe(client);
}

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => {
    for (const server of servers) server.close();
    process.exit(0);
  });
}
process.stdout.write(`gateway: ${process.argv.slice(2).join(' ')}\n`);
