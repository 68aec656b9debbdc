// The health check of a service's container: ends with 0 if it says that it is ready. Its own database is what
// decides that; anything else that is unavailable makes it degraded, and it goes on.
import { get } from 'node:http';

const request = get({ host: '127.0.0.1', port: process.env.PORT, path: '/health/ready', timeout: 4_000 }, (answer) =>
  process.exit(answer.statusCode === 200 ? 0 : 1),
);
request.on('timeout', () => process.exit(1));
request.on('error', () => process.exit(1));
