import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import {
  checkPorts,
  freePort,
  keepSecrets,
  migrationEnvironment,
  newSecrets,
  places,
  portWishes,
  publicKeys,
  readSettings,
  secretVariables,
  serviceEnvironment,
  services,
  trialDataEnvironment,
  writeDemo,
  writeSettings,
} from '../src/index.js';
import { scratchFolder } from './scratch.js';

const folder = scratchFolder();
const settings = readSettings({}, folder);
const secrets = newSecrets();

describe('Ports', () => {
  it('are the documented ones unless a variable says otherwise', () => {
    expect(settings.ports).toEqual({
      registration: 3001,
      approval: 3002,
      accounts: 3003,
      notifications: 3004,
      reporting: 3005,
      postgres: 54_320,
      nats: 42_220,
      smtp: 1025,
      inbox: 8025,
    });
    const changed = readSettings({ ACCOUNTS_PORT: '13003', INBOX_PORT: '' }, folder);
    expect(changed.urls.accounts).toBe('http://localhost:13003');
    expect(changed.ports.inbox).toBe(8025);
  });

  it.each(['http', '0', '70000', '3.5', '-1'])('may not be %s', (value) => {
    expect(() => readSettings({ NATS_PORT: value }, folder)).toThrow(`NATS_PORT is no port: it is "${value}"`);
  });

  it('that are taken are named with the variables that change them', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const wishes = [
      { port, what: 'approval', variable: 'APPROVAL_PORT' },
      { port: await freePort(), what: 'NATS', variable: 'NATS_PORT' },
    ];
    await expect(checkPorts(wishes)).rejects.toMatchObject({
      why: `port ${port} for approval (APPROVAL_PORT) is taken by another program`,
      todo: expect.stringContaining('APPROVAL_PORT=') as string,
    });
    server.close();
    await once(server, 'close');
    await expect(checkPorts(wishes)).resolves.toBeUndefined();
  });

  it('that are taken on the other family only are found as well', async () => {
    const server = createServer().listen(0, '::1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    await expect(checkPorts([{ port, what: 'approval', variable: 'APPROVAL_PORT' }])).rejects.toThrow(`port ${port}`);
    server.close();
  });

  it('that are found free are none that an outgoing connection gets, and each another', async () => {
    const [firstOutgoing = ''] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').trim().split(/\s+/);
    const found = await Promise.all(Array.from({ length: 50 }, () => freePort()));
    expect(Math.max(...found)).toBeLessThan(Number(firstOutgoing));
    expect(new Set(found).size).toBe(50);
  });

  it('that two listeners are to share are named', async () => {
    const port = await freePort();
    const twice = readSettings({ SMTP_PORT: String(port), INBOX_PORT: String(port) }, folder);
    const wishes = portWishes(twice).filter(({ variable }) => /SMTP|INBOX/.test(variable));
    await expect(checkPorts(wishes)).rejects.toThrow(`port ${port} is set for the page of the inbox (INBOX_PORT)`);
  });
});

describe('Secrets', () => {
  it('are made once, kept, and readable to their owner alone', () => {
    const file = join(folder, 'secrets.json');
    const first = keepSecrets(file);
    expect(keepSecrets(file)).toEqual(first);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(newSecrets().superuserPassword).not.toBe(first.superuserPassword);
  });

  it('of an older version are completed, not replaced', () => {
    const file = join(folder, 'older.json');
    writeFileSync(file, JSON.stringify({ superuserPassword: 'from before' }));
    const completed = keepSecrets(file);
    expect(completed.superuserPassword).toBe('from before');
    expect(completed.challengeSecret).toHaveLength(43);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(completed);
  });

  it('that cannot be read are named with what to do', () => {
    const file = join(folder, 'broken.json');
    writeFileSync(file, '{"half');
    expect(() => keepSecrets(file)).toThrow(
      expect.objectContaining({ todo: expect.stringContaining('--fresh') as string }) as Error,
    );
  });

  it('give everybody a password that the rule of R133 takes', () => {
    for (const { password } of newSecrets().people) {
      expect(password).toMatch(/^(?=.*[A-Z])(?=.*[a-z])(?=.*\d)[A-Za-z0-9]{16}$/);
    }
  });

  it('are signing keys for RS256 and sealing keys for ECDH-ES, whose public halves hold nothing private', () => {
    expect(secrets.oidcSigningKeys.keys).toMatchObject([{ kty: 'RSA', alg: 'RS256', use: 'sig' }]);
    expect(secrets.sealingKeys.keys).toMatchObject([{ kty: 'EC', crv: 'P-256', alg: 'ECDH-ES', use: 'enc' }]);
    const { kid, x, y } = secrets.sealingKeys.keys[0] ?? {};
    expect(publicKeys(secrets.sealingKeys)).toEqual({
      keys: [{ kty: 'EC', crv: 'P-256', alg: 'ECDH-ES', use: 'enc', kid, x, y }],
    });
    expect(Object.keys(publicKeys(secrets.oidcSigningKeys).keys[0] ?? {}).sort()).toEqual([
      'alg',
      'e',
      'kid',
      'kty',
      'n',
      'use',
    ]);
  });
});

describe("A service's environment", () => {
  it('is also in a file that its commands can be run with, readable to its owner alone', () => {
    writeSettings(settings, secrets);
    const file = join(folder, 'settings', 'notifications.env');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const read = parseEnv(readFileSync(file, 'utf8'));
    expect(read).toEqual(serviceEnvironment('notifications', settings, secrets));
    expect(JSON.parse(read['SEALING_PRIVATE_KEYS'] ?? '')).toEqual(secrets.sealingKeys);
  });

  it('says where everything is, with a role of its own for each kind of work', () => {
    for (const service of services) {
      const environment = serviceEnvironment(service, settings, secrets);
      expect(environment).toMatchObject({
        PORT: String(settings.ports[service]),
        PUBLIC_URL: settings.urls[service],
        APPROVAL_URL: 'http://localhost:3002',
        OIDC_ISSUER: 'http://localhost:3003/oidc',
        NATS_URL: `nats://${service}:${secrets.natsPasswords[service]}@127.0.0.1:42220`,
        OIDC_CLIENT_SECRET: secrets.services[service].clientSecret,
      });
      const { username, password, pathname } = new URL(environment['DATABASE_WORKER_URL'] ?? '');
      expect([username, password, pathname]).toEqual([
        `${service}_worker`,
        secrets.services[service].worker,
        '/todoke',
      ]);
    }
  });

  it("holds no other's secrets: only notifications can open what is sealed, only migrations are administrators", () => {
    const holding = (value: string) =>
      services.filter((service) => JSON.stringify(serviceEnvironment(service, settings, secrets)).includes(value));
    expect(holding(secrets.sealingKeys.keys[0]?.d ?? '')).toEqual(['notifications']);
    expect(holding(secrets.oidcSigningKeys.keys[0]?.d ?? '')).toEqual(['accounts']);
    expect(holding(secrets.superuserPassword)).toEqual([]);
    expect(holding(secrets.services.approval.app)).toEqual(['approval']);
    expect(holding(secrets.natsPasswords.approval)).toEqual(['approval']);
    expect(holding(secrets.natsPasswords.operator)).toEqual([]);
    expect(migrationEnvironment('approval', settings, secrets)['DATABASE_ADMIN_URL']).toContain(
      secrets.superuserPassword,
    );
  });

  it('is told the same secrets in a container, but for those of its migrations', () => {
    const at = { databaseAt: 'postgres:5432', natsAt: 'nats:4222' };
    for (const service of services) {
      const here = serviceEnvironment(service, settings, secrets);
      const {
        DATABASE_URL: url = '',
        NATS_URL: natsUrl,
        ...told
      } = secretVariables('service', { service, secrets, ...at });
      expect(url).toBe(here['DATABASE_URL']?.replace('127.0.0.1:54320', at.databaseAt));
      expect(natsUrl).toBe(here['NATS_URL']?.replace('127.0.0.1:42220', at.natsAt));
      const { DATABASE_WORKER_URL: _worker, ...rest } = told;
      expect(here).toMatchObject(rest);
      const all = JSON.stringify({ url, ...told });
      expect(all).not.toContain(secrets.services[service].migrator);
      expect(all).not.toContain(secrets.superuserPassword);
      const migration = secretVariables('migration', { service, secrets, ...at });
      expect(Object.keys(migration).sort()).toEqual([
        'DATABASE_ADMIN_URL',
        'DATABASE_MIGRATOR_URL',
        'DATABASE_URL',
        'DATABASE_WORKER_URL',
        'NATS_URL',
      ]);
      expect(migration['NATS_URL']).toBe(`nats://operator:${secrets.natsPasswords.operator}@nats:4222`);
    }
    expect(secretVariables('trial data', { service: 'registration', secrets, ...at })).toEqual({});
  });

  it('takes what a person set for all, but not what this system decides', () => {
    const given = {
      CLOCK_START: '2026-12-30T23:59:00+09:00',
      PORT: '80',
      DATABASE_URL: 'elsewhere',
      npm_config_cache: 'x',
    };
    const environment = serviceEnvironment('approval', settings, secrets, given);
    expect(environment).toMatchObject({ CLOCK_START: given.CLOCK_START, PORT: '3002' });
    expect(environment['DATABASE_URL']).toContain('approval_app');
    expect(environment).not.toHaveProperty('npm_config_cache');
  });

  it('sets the wait between the mails to ten seconds unless told otherwise', () => {
    expect(serviceEnvironment('accounts', settings, secrets)['GUIDANCE_MAIL_WAIT']).toBe('PT10S');
    const other = readSettings({ GUIDANCE_MAIL_WAIT: 'next-business-day' }, folder);
    expect(serviceEnvironment('accounts', other, secrets)['GUIDANCE_MAIL_WAIT']).toBe('next-business-day');
  });

  it('tells trial data who can sign in', () => {
    const people = JSON.parse(trialDataEnvironment('accounts', settings, secrets)['TRIAL_PEOPLE'] ?? '') as {
      role: string;
      prefecture?: string;
    }[];
    const roles = people.map(({ role, prefecture }) => [role, prefecture].filter(Boolean).join(' '));
    expect(roles).toEqual([
      'prefecture 46',
      'prefecture 36',
      'health-centre 46',
      'secretariat',
      'municipality 46',
      'ops',
      'institution 46',
      'institution 36',
    ]);
    expect(people[4]).toMatchObject({ area: ['462012'] });
  });

  it('tells trial data, and nobody else, the secrets of the systems of two prefectures', () => {
    expect(JSON.parse(trialDataEnvironment('accounts', settings, secrets)['TRIAL_API_CLIENTS'] ?? '')).toEqual(
      secrets.apiClients,
    );
    expect(secrets.apiClients.map(({ prefecture }) => prefecture)).toEqual(['46', '36']);
    for (const service of services) {
      const told = JSON.stringify(serviceEnvironment(service, settings, secrets));
      for (const { clientSecret } of secrets.apiClients) expect(told).not.toContain(clientSecret);
    }
  });
});

describe('demo.json', () => {
  it('is whole, for its owner alone, and holds what the design says', () => {
    writeDemo(settings, secrets);
    const file = places(folder).demo;
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const demo = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    expect(demo).toMatchObject({
      services: { registration: 'http://localhost:3001', reporting: 'http://localhost:3005' },
      inbox: 'http://localhost:8025',
      smtp: 'localhost:1025',
      postgres: `postgres://postgres:${secrets.superuserPassword}@127.0.0.1:54320/todoke`,
      nats: `nats://operator:${secrets.natsPasswords.operator}@127.0.0.1:42220`,
    });
    expect(demo['people']).toContainEqual({
      role: 'prefecture',
      prefecture: '46',
      loginId: 'kagoshima-official',
      name: '有村 幸子',
      password: secrets.people[0]?.password,
    });
    expect(demo['apiClients']).toEqual(secrets.apiClients);
    expect(secrets.apiClients[0]).toMatchObject({
      prefecture: '46',
      scopes: ['applications:read', 'applications:decide', 'applications:file', 'mails:read'],
    });
  });
});
