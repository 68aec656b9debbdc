import type { Secrets } from '@todoke/local-system';
import { docker, services, type Stack } from './stack.js';

/** Each secret of the system, and the running containers that need it. */
export function whoMayKnow(secrets: Secrets): Record<string, { value: string; by: readonly string[] }> {
  const known: Record<string, { value: string; by: readonly string[] }> = {
    "the superuser's password": { value: secrets.superuserPassword, by: ['postgres'] },
    'the key of robot checks': { value: secrets.challengeSecret, by: ['registration'] },
    'the key that signs ID tokens': { value: secrets.oidcSigningKeys.keys[0]?.d ?? '', by: ['accounts'] },
    'the key that opens sealed tokens': { value: secrets.sealingKeys.keys[0]?.d ?? '', by: ['notifications'] },
    'NATS, operator': { value: secrets.natsPasswords.operator, by: [] },
    "a provider's cookie key": { value: secrets.oidcCookieKeys[0] ?? '', by: ['accounts'] },
  };
  for (const service of services) {
    const own = secrets.services[service];
    const oidc = service === 'accounts' ? [service] : ['accounts', service];
    known[`${service}: database, requests`] = { value: own.app, by: [service] };
    known[`${service}: database, worker`] = { value: own.worker, by: [service] };
    known[`${service}: database, migrator`] = { value: own.migrator, by: [] };
    known[`${service}: NATS`] = { value: secrets.natsPasswords[service], by: [service] };
    known[`${service}: sessions`] = { value: own.sessionSecret, by: [service] };
    known[`${service}: OpenID client`] = { value: own.clientSecret, by: oidc };
  }
  for (const { clientId, clientSecret } of secrets.apiClients)
    known[`${clientId}: secret`] = { value: clientSecret, by: [] };
  for (const { loginId, password } of secrets.people) known[`${loginId}: password`] = { value: password, by: [] };
  return known;
}

/** All settings that a container's program can read, and the engine's own description of the container. */
export async function everythingToldTo(stack: Stack, container: string): Promise<string> {
  const id = await stack.compose('ps', '--quiet', container);
  const files = 'find /run /mails -type f -exec cat {} + 2>/dev/null';
  const environment = "tr '\\0' '\\n' < /proc/1/environ 2>/dev/null";
  const seen = `${files}; ${environment}; true`;
  return [await stack.inside(container, 'sh', '-c', seen), await docker(['inspect', id])].join('\n');
}
