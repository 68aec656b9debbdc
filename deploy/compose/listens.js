/** Exits with 0 if each of these ports accepts connections. */
import { connect } from 'node:net';

process.argv.slice(2).forEach((port) => {
  const socket = connect({ host: '127.0.0.1', port: Number(port), timeout: 4_000 }, () => socket.destroy());
  socket.on('timeout', () => process.exit(1));
  socket.on('error', () => process.exit(1));
});
