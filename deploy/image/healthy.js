// The health check of a service's container: exits with 0 if readiness answers 200. Only its own database can make it
// unready; anything else that is unavailable makes it degraded.
import { get } from 'node:http';

const request = get({ host: '127.0.0.1', port: process.env.PORT, path: '/health/ready', timeout: 4_000 }, (answer) =>
  process.exit(answer.statusCode === 200 ? 0 : 1),
);
request.on('timeout', () => process.exit(1));
request.on('error', () => process.exit(1));
