import { generateKeyPairSync } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { makeSealingKeys, type KeySet } from '@todoke/messaging';
import { services } from '@todoke/service';
import { type RunningService, runService } from '@todoke/testing';
import { accounts } from '../src/accounts.service.js';
import type { Config } from '../src/config.js';

/** A Friday, so that the next business day is a Monday. */
export const friday = new Date('2026-11-20T10:00:00+09:00');

export const clientSecret = (client: string): string => `secret of ${client}, for tests`;

/** The whole service, with a clock that stands still, and the keys that open what was sealed for notifications. */
export interface Running extends RunningService<NestFastifyApplication, Config> {
  readonly privateKeys: KeySet;
}

export async function running(extra: Extra = {}): Promise<Running> {
  const { environment, privateKeys } = await ownEnvironment(extra);
  return { ...(await runService(accounts, { now: friday, environment })), privateKeys };
}

/** Changes of the settings; where they depend on the service's address, by a function. */
type Extra = NodeJS.ProcessEnv | ((url: string) => NodeJS.ProcessEnv);

/** The service's own settings, at any address; `extra` replaces what it names. */
export async function ownEnvironment(extra: Extra = {}) {
  const { publicKeys, privateKeys } = await makeSealingKeys('test');
  const own: NodeJS.ProcessEnv = {
    OIDC_SIGNING_KEYS: JSON.stringify({ keys: [signingKey()] }),
    OIDC_COOKIE_KEYS: 'cookie key that is long enough',
    OIDC_CLIENT_SECRET: clientSecret('accounts'),
    OIDC_CLIENT_SECRETS: JSON.stringify(Object.fromEntries(services.map((client) => [client, clientSecret(client)]))),
    SEALING_PUBLIC_KEYS: JSON.stringify(publicKeys),
  };
  // Accounts signs in at itself.
  const environment = (url: string): NodeJS.ProcessEnv => ({
    OIDC_ISSUER: `${url}/oidc`,
    ...own,
    ...(typeof extra === 'function' ? extra(url) : extra),
  });
  return { environment, privateKeys };
}

function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: 'test', use: 'sig', alg: 'RS256' };
}
