import { randomUUID } from 'node:crypto';
import type { Config } from '../../config.js';
import type { RetryPolicy } from '../domain/retry.js';

export interface SenderSettings {
  /** Name of this sender in leases, unique by process. */
  readonly owner: string;
  /** Mails that are sent concurrently at most, one a connection. */
  readonly slots: number;
  /** Milliseconds of a lease: a claimed mail belongs to this sender for so long. */
  readonly lease: number;
  /** Timeout of one mail, in milliseconds. */
  readonly sendTimeout: number;
  /** Milliseconds that a stopping service waits for the mails on the wire. */
  readonly drain: number;
  /** Milliseconds between polls of an empty queue. */
  readonly poll: number;
  readonly retry: RetryPolicy;
}

export function senderSettings(settings: Config): SenderSettings {
  const retry = { first: settings.MAIL_RETRY_FIRST_MS, longest: settings.MAIL_RETRY_LONGEST_MS };
  return {
    owner: randomUUID(),
    slots: settings.SMTP_MAX_CONNECTIONS,
    lease: settings.MAIL_LEASE_MS,
    sendTimeout: settings.SMTP_SEND_TIMEOUT_MS,
    drain: settings.MAIL_DRAIN_MS,
    poll: settings.MAIL_POLL_MS,
    retry,
  };
}
