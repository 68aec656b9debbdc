import { z } from 'zod';

/** A setting is missing or wrong. The message names the variable and what it should be, never its value. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** Nest token of the service's settings, the typed and frozen outcome of its config.ts. */
export const SETTINGS = Symbol('settings');

/** A public address, with or without a slash at its end: joined with a path it has exactly one. */
export const publicAddress = z.url().transform((url) => url.replace(/\/+$/, ''));

/** Settings that every service has. An app's config.ts extends this with its own. */
export const serviceSettings = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().default('0.0.0.0'),
  PORT: z.coerce.number().int().min(0).max(65535),
  PUBLIC_URL: publicAddress,
  NATS_URL: z.string().min(1),
  /** Role of people's requests. */
  DATABASE_URL: z.string().min(1),
  /** Role of reactions and jobs. */
  DATABASE_WORKER_URL: z.string().min(1),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(10),
  CLOCK_START: z.iso.datetime({ offset: true }).optional(),
  /**
   * The only port at which figures (/metrics) and documentation (/docs, /openapi.json) are answered: one that the
   * public does not reach. Without it they are answered at every port, and in production at none.
   */
  OPERATIONS_PORT: z.coerce.number().int().min(1).max(65535).optional(),
  /** Milliseconds for which a service that stops still accepts connections, while readiness says `stopping`. */
  STOP_NOTICE_MS: z.coerce.number().int().min(0).max(10_000).default(500),
});

export type ServiceSettings = z.output<typeof serviceSettings>;

/**
 * Reads the environment once, at boot: what comes out is typed and frozen.
 * Empty variables count as absent, as Compose passes them.
 * @throws ConfigurationError naming each variable that is missing or wrong
 */
export function environment<Shape extends z.ZodType>(
  shape: Shape,
  source: NodeJS.ProcessEnv = process.env,
): Readonly<z.output<Shape>> {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const read = shape.safeParse(given);
  if (!read.success) {
    const wrong = read.error.issues.map((issue) => `  ${issue.path.join('.') || 'environment'}: ${issue.message}`);
    throw new ConfigurationError(`These settings are missing or wrong:\n${wrong.join('\n')}`);
  }
  const settings = read.data as z.output<Shape> & { NODE_ENV?: string; CLOCK_START?: string };
  if (settings.NODE_ENV === 'production' && settings.CLOCK_START !== undefined) {
    throw new ConfigurationError('CLOCK_START: a production service goes by the real time');
  }
  return Object.freeze(settings);
}

/** Runs `boot` and turns a bad setting into one clear message and exit code 1. */
export async function bootOrExplain(boot: () => Promise<void>): Promise<void> {
  try {
    await boot();
  } catch (error) {
    process.stderr.write(`${error instanceof ConfigurationError ? error.message : String((error as Error).stack)}\n`);
    process.exit(1);
  }
}
