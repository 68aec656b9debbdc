import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import { correlation } from './correlation.js';

export type { Logger } from 'pino';

/** Nest token of the service's logger. */
export const LOGGER = Symbol('logger');

/**
 * JSON lines on stdout. What may be logged: ids, codes, counts, durations, route patterns. Never bodies,
 * addresses, names, URLs with their values, or the message of an error that quotes input.
 */
export function createLogger(service: string, level = process.env['LOG_LEVEL'] ?? 'info'): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    mixin: () => ({ ...correlation.active() }),
    serializers: { err: describeError },
  });
}

/** An error without its message, which may quote what somebody typed or a row of the database. */
export function describeError(error: unknown): { type: string; code?: string; at: string[] } {
  if (!(error instanceof Error)) return { type: typeof error, at: [] };
  const { code } = error as { code?: unknown };
  const at = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return {
    type: error.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code: String(code) } : {}),
    at: at.slice(0, 8).map((line) => line.trim()),
  };
}

/** Nest's own messages, through the same logger. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: unknown): void {
    this.logger.debug({ context }, plain(message));
  }
  debug(message: unknown, context?: unknown): void {
    this.logger.trace({ context }, plain(message));
  }
  verbose(message: unknown, context?: unknown): void {
    this.logger.trace({ context }, plain(message));
  }
  warn(message: unknown, context?: unknown): void {
    this.logger.warn({ context }, plain(message));
  }
  error(message: unknown, ...rest: unknown[]): void {
    const error = [message, ...rest].find((part) => part instanceof Error);
    const context = rest.at(-1);
    if (error !== undefined) this.logger.error({ context, err: error }, 'error in the framework');
    else this.logger.error({ context }, plain(message));
  }
}

const plain = (message: unknown): string => (typeof message === 'string' ? message : 'message without text');
