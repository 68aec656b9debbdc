import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the packages for tests are. */
export const bundledIn = join(import.meta.dirname, '../dist/packages');

/** The packages that most tests load and that have many modules. */
export const bundled = [
  '@fastify/cookie',
  '@fastify/csrf-protection',
  '@fastify/helmet',
  '@fastify/session',
  '@nats-io/jetstream',
  '@nats-io/transport-node',
  '@nestjs/common',
  '@nestjs/core',
  '@nestjs/core/helpers/execution-context-host.js',
  '@nestjs/microservices',
  '@nestjs/platform-fastify',
  '@nestjs/swagger',
  '@opentelemetry/api',
  'fastify',
  'handlebars',
  'jose',
  'oidc-provider',
  'openid-client',
  'pino',
  'prom-client',
  'rxjs',
  'zod',
];

export const fileOf = (name) => name.replaceAll('/', '+').replace(/\.js$/, '');

/** Which packages are installed: what was bundled of others is not used. */
export const installed = () =>
  createHash('sha256')
    .update(readFileSync(join(import.meta.dirname, '../../../package-lock.json')))
    .digest('hex');

/** Says that these files are modules, and of which packages. */
export const manifest = join(bundledIn, 'package.json');

/** For Jest: where a package is found, if it is bundled as it is installed. @returns {Record<string, string>} */
export function bundledPackages() {
  if (!existsSync(manifest) || JSON.parse(readFileSync(manifest, 'utf8')).of !== installed()) return {};
  return Object.fromEntries(
    bundled.map((name) => [`^${name.replaceAll('.', '\\.')}$`, join(bundledIn, `${fileOf(name)}.js`)]),
  );
}
