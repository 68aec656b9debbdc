import { generateKeyPairSync, randomBytes, randomInt, type JsonWebKey } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type NatsPasswords, type NatsUser } from '../nats/users.js';
import { reasonOf, StartFailure } from '../start-failure.js';
import { services, type Service } from './listeners.js';
import { trialApiClients, type TrialApiClient } from './trial-api-clients.js';
import { trialPeople, type TrialPerson } from './trial-people.js';

/** A JSON Web Key Set (RFC 7517). */
export type Jwks = { keys: (JsonWebKey & { kid: string; use: string; alg: string })[] };

type PerService = {
  /** Passwords of the three database roles. */
  app: string;
  worker: string;
  migrator: string;
  sessionSecret: string;
  /** Of its OpenID client, whose id is the service's name. */
  clientSecret: string;
};

/** The secrets of a local system; generated at the first start. */
export type Secrets = {
  superuserPassword: string;
  services: Record<Service, PerService>;
  natsPasswords: NatsPasswords;
  challengeSecret: string;
  /** Private keys that ID tokens are signed with (RS256). */
  oidcSigningKeys: Jwks;
  oidcCookieKeys: string[];
  /**
   * Private keys of notifications, which decrypt sealed values (ECDH-ES); the producers get their
   * `publicKeys`.
   */
  sealingKeys: Jwks;
  people: TrialPerson[];
  apiClients: TrialApiClient[];
};

/**
 * The secrets in `file`, which is written on the first start and completed when a newer version needs more.
 * @throws StartFailure if it is there and cannot be read
 */
export function keepSecrets(file: string): Secrets {
  const kept = existsSync(file) ? read(file) : {};
  const missing = (Object.keys(makers) as (keyof Secrets)[]).filter((name) => !(name in kept));
  const secrets = { ...kept, ...made(missing) } as Secrets;
  if (missing.length > 0) {
    // Renamed into place when complete, so that an interruption leaves the old one.
    writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return secrets;
}

/** A complete random set. */
export const newSecrets = (): Secrets => made(Object.keys(makers) as (keyof Secrets)[]) as Secrets;

const makers: { [Name in keyof Secrets]: () => Secrets[Name] } = {
  superuserPassword: () => secret(),
  services: () => Object.fromEntries(services.map((service) => [service, newServiceSecrets()])) as Secrets['services'],
  natsPasswords: () =>
    Object.fromEntries([...services, 'operator'].map((user) => [user, secret()])) as Record<NatsUser, string>,
  challengeSecret: () => secret(),
  oidcSigningKeys: () => ({ keys: [signingKey()] }),
  oidcCookieKeys: () => [secret(), secret()],
  sealingKeys: () => ({ keys: [sealingKey()] }),
  people: () => trialPeople(password),
  apiClients: () => trialApiClients(secret),
};

const made = (names: (keyof Secrets)[]): Partial<Secrets> =>
  Object.fromEntries(names.map((name) => [name, makers[name]()]));

/** The public keys of a set. */
export const publicKeys = ({ keys }: Jwks): Jwks => ({
  keys: keys.map(({ d: _private, p, q, dp, dq, qi, ...shown }) => shown),
});

/** URL-safe, so that it can stand in a connection string as it is. */
const secret = (): string => randomBytes(32).toString('base64url');

const newServiceSecrets = (): PerService => ({
  app: secret(),
  worker: secret(),
  migrator: secret(),
  sessionSecret: secret(),
  clientSecret: secret(),
});

function signingKey(): Jwks['keys'][number] {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: keyId('sign'), use: 'sig', alg: 'RS256' };
}

function sealingKey(): Jwks['keys'][number] {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), kid: keyId('seal'), use: 'enc', alg: 'ECDH-ES' };
}

const keyId = (purpose: string): string => `${purpose}-${randomBytes(6).toString('hex')}`;

// Without characters that look alike, since people type these.
const UPPER = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const LOWER = 'abcdefghijkmnpqrstuvwxyz';
const DIGITS = '23456789';

/** 16 random characters, always with upper case, lower case and a digit (R133). */
function password(): string {
  const all = UPPER + LOWER + DIGITS;
  const pick = (from: string): string => from.charAt(randomInt(from.length));
  return [UPPER, LOWER, DIGITS].map(pick).join('') + Array.from({ length: 13 }, () => pick(all)).join('');
}

function read(file: string): Partial<Secrets> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>;
  } catch (error) {
    throw new StartFailure('The secrets of this system cannot be read', {
      why: `${file}: ${reasonOf(error)}`,
      todo: 'Put the file right, or begin again: npm start -- --fresh',
    });
  }
}
