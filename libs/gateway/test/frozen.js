/** Listens at an address and accepts nothing: its queue for one connection fills, and no other is answered. */
import { createServer } from 'node:net';

const [host, port] = process.argv.slice(2);
createServer().listen({ host, port: Number(port), backlog: 1 }, () => {
  process.send('listening', () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
});
