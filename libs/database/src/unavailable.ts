import { TransactionEnded } from './service-client.js';

/** Codes of Node, Postgres (class 08, 57P, 53300) and Prisma for a database that cannot be reached or is full. */
const unavailableCodes = [
  /^(?:ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE)$/,
  /^(?:08\w{3}|57P0[123]|53300)$/,
  /^P(?:100[128]|1017|2024|2028)$/,
];
const isUnavailableCode = (code: string): boolean => unavailableCodes.some((form) => form.test(code));

/** Messages of pg errors without a code: connection timeout, connection lost, query timeout. */
const unavailableMessages = [
  'timeout exceeded when trying to connect',
  'Connection terminated',
  'Query read timeout',
  'Client has encountered a connection error',
];
const isUnavailableMessage = (message: string): boolean =>
  unavailableMessages.some((beginning) => message.startsWith(beginning));

/** Whether an error, or its cause, says that the database is unavailable, so that the query itself is not at fault. */
export function isUnavailable(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false;
  if (error instanceof TransactionEnded) return true;
  const { code, originalCode, kind, cause, meta } = error as Record<string, unknown>;
  if ([code, originalCode].some((value) => typeof value === 'string' && isUnavailableCode(value))) return true;
  if (code === undefined && error instanceof Error && isUnavailableMessage(error.message)) return true;
  if (kind === 'DatabaseNotReachable' || kind === 'ConnectionClosed' || kind === 'SocketTimeout') return true;
  const { driverAdapterError } = (meta ?? {}) as { driverAdapterError?: unknown };
  return isUnavailable(cause, depth + 1) || isUnavailable(driverAdapterError, depth + 1);
}
