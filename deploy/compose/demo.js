/**
 * Prints what `npm start` writes to .todoke/demo.json: where everything is, as this machine sees it, and who can sign
 * in.
 */
import { DATABASE, keepSecrets, readSettings } from '@todoke/local-system';

const { urls, inboxUrl, natsUrl, ports } = readSettings(process.env, '/run/todoke');
const { superuserPassword, people } = keepSecrets('/run/todoke/secrets/secrets.json');

const demo = {
  services: urls,
  inbox: inboxUrl,
  smtp: `localhost:${ports.smtp}`,
  postgres: `postgres://postgres:${superuserPassword}@127.0.0.1:${ports.postgres}/${DATABASE}`,
  nats: natsUrl,
  people: people.map(({ who: _who, ...person }) => person),
};
process.stdout.write(`${JSON.stringify(demo, null, 2)}\n`);
