/**
 * The one container with fixed ports: an HTTP proxy before the containers of each service, so that a service can have
 * any number of them. Arguments: `3001=registration …`, the port here and there and the service.
 */
import { gateway } from './gateway.js';

const rules = process.argv.slice(2);

const servers = rules.map((rule) => {
  const [port, name] = rule.split('=');
  const server = gateway(`http://${name}:${port}`);
  server.on('error', (error) => {
    process.stderr.write(`gateway: port ${port}: ${error.message}\n`);
    process.exit(1);
  });
  return server.listen(Number(port));
});

for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => {
    for (const server of servers) server.close();
    process.exit(0);
  });
}
process.stdout.write(`gateway: ${rules.join(' ')}\n`);
