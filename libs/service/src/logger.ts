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
function isError(value: unknown): value is Error {
  try {
    return isNativeError(value) || value instanceof Error;
  } catch {
    // A proxy may refuse to tell.
    return false;
  }
}

/** An error under any other key is reduced in the same way as under `err`. */
function withoutWords(line: Record<string, unknown>): Record<string, unknown> {
  const others = Object.entries(line).filter(([name, value]) => name !== 'err' && isError(value));
  if (others.length === 0) return line;
  return { ...line, ...Object.fromEntries(others.map(([name, value]) => [name, describeError(value)])) };
}

interface Described {
  readonly type: string;
  readonly code?: string;
  readonly at: readonly string[];
}

/** Names and codes are identifiers; anything longer or with blanks may quote input. */
const identifier = /^[\w.$-]{1,64}$/;
const identifierIn = (value: unknown, otherwise: string): string =>
  identifier.test(String(value)) ? String(value) : otherwise;

/**
 * An error without its message, which may quote input or a row of the database. Anything may have been thrown, also
 * what fails when it is looked at.
 */
export function describeError(error: unknown): Described {
  if (!isError(error)) return { type: typeof error, at: [] };
  try {
    const { code } = error as { code?: unknown };
    const told = typeof code === 'string' || typeof code === 'number';
    return {
      type: identifierIn(error.name, 'Error'),
      ...(told && { code: identifierIn(code, 'unreadable') }),
      at: placesOf(error).slice(0, 8),
    };
  } catch {
    return { type: 'unreadable', at: [] };
  }
}

/** Long enough for any place in a source; what else would be as long quotes something. */
const longestPlace = 400;

/** The frames of the stack. A stack begins with the message, whose lines may look like frames. */
function placesOf({ stack, message }: Error): string[] {
  if (typeof stack !== 'string' || typeof message !== 'string') return [];
  const said = stack.indexOf(message);
  const lines = (said < 0 ? stack : stack.slice(said + message.length)).split('\n');
  const before = lines.findLastIndex((line) => !line.startsWith('    at '));
  return lines.slice(before + 1).map((line) => line.trim().slice(0, longestPlace));
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
