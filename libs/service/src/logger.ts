import { isNativeError } from 'node:util/types';
import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import { correlation } from './correlation.js';
import { traceId } from './tracing/trace-context.js';

export type { Logger } from 'pino';

/** Nest token of the service's logger. */
export const LOGGER = Symbol('logger');

/**
 * JSON lines on stdout. What may be logged: ids, codes, counts, durations, route patterns. Never bodies,
 * addresses, names, URLs with their values, or messages of errors, which may quote input.
 */
export function createLogger(service: string, level = process.env['LOG_LEVEL'] ?? 'info'): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }), log: withoutWords },
    mixin: whatFor,
    serializers: { err: describeError },
    hooks: {
      // `logger.error(error)` would use the error's message as the message of the line.
      logMethod(given, log) {
        const [first, ...rest] = given as unknown[];
        const said = isError(first) ? [{ err: first }, ...(rest.length > 0 ? rest : ['error'])] : [first, ...rest];
        log.apply(this, said as Parameters<typeof log>);
      },
    },
  });
}

/** The ids of the work that each line belongs to. */
function whatFor(): object {
  const { correlationId, causationId } = correlation.active() ?? {};
  return { correlationId, causationId, traceId: traceId() };
}

/** Also of another realm, such as Node's own below Jest. */
const isError = (value: unknown): value is Error => isNativeError(value) || value instanceof Error;

/** An error under any other key is reduced in the same way as under `err`. */
function withoutWords(line: Record<string, unknown>): Record<string, unknown> {
  const others = Object.entries(line).filter(([name, value]) => name !== 'err' && isError(value));
  if (others.length === 0) return line;
  return { ...line, ...Object.fromEntries(others.map(([name, value]) => [name, describeError(value)])) };
}

/** An error without its message, which may quote input or a row of the database. */
export function describeError(error: unknown): { type: string; code?: string; at: string[] } {
  if (!isError(error)) return { type: typeof error, at: [] };
  const { code } = error as { code?: unknown };
  const at = placesOf(error);
  return {
    type: error.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code: String(code) } : {}),
    at: at.slice(0, 8).map((line) => line.trim()),
  };
}

/** The frames of the stack. A stack begins with the message, whose lines may look like frames. */
function placesOf({ stack = '', message }: Error): string[] {
  const said = stack.indexOf(message);
  const lines = (said < 0 ? stack : stack.slice(said + message.length)).split('\n');
  const before = lines.findLastIndex((line) => !line.startsWith('    at '));
  return lines.slice(before + 1);
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
    const error = [message, ...rest].find(isError);
    const context = rest.at(-1);
    if (error !== undefined) this.logger.error({ context, err: error }, 'error in the framework');
    else this.logger.error({ context }, plain(message));
  }
}

const plain = (message: unknown): string => (typeof message === 'string' ? message : 'message without text');
