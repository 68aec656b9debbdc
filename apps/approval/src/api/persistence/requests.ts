import type { Transaction } from '../../persistence/databases.js';

/** A request under an Idempotency-Key, as it begins. */
export interface BegunRequest {
  readonly client: string;
  readonly key: string;
  /** SHA-256 of what was sent. */
  readonly fingerprint: string;
  /** For the first under this key: what the actions know it by. */
  readonly request: string;
  readonly now: Date;
  readonly leasedUntil: Date;
  /** Keys that were sent first before are used anew. */
  readonly expired: Date;
}

/** What is known under a key. */
export interface KnownRequest {
  readonly fingerprint: string;
  /** Null as long as there is none. */
  readonly answer: object | null;
}

/**
 * Begins a request, or goes on with one that somebody has begun and not ended in time.
 * @returns what the actions know it by; undefined where another has it, has answered it, or sent something else
 */
export async function beginRequest(tx: Transaction, begun: BegunRequest): Promise<string | undefined> {
  const { client, key, fingerprint, request, now, leasedUntil, expired } = begun;
  const rows = await tx.$queryRaw<{ request: string }[]>`
    INSERT INTO api_requests AS known (client, key, request, fingerprint, begun_at, leased_until)
    VALUES (${client}, ${key}, ${request}::uuid, ${fingerprint}, ${now}, ${leasedUntil})
    ON CONFLICT (client, key) DO UPDATE SET
      request = CASE WHEN known.begun_at <= ${expired} THEN excluded.request ELSE known.request END,
      begun_at = CASE WHEN known.begun_at <= ${expired} THEN excluded.begun_at ELSE known.begun_at END,
      answer = NULL, fingerprint = excluded.fingerprint, leased_until = excluded.leased_until
    WHERE known.begun_at <= ${expired} OR (
      known.fingerprint = excluded.fingerprint AND known.answer IS NULL
      AND (known.leased_until IS NULL OR known.leased_until <= ${now}))
    RETURNING request`;
  return rows[0]?.request;
}

export async function findRequest(tx: Transaction, client: string, key: string): Promise<KnownRequest | undefined> {
  const [found] = await tx.$queryRaw<KnownRequest[]>`
    SELECT fingerprint, answer FROM api_requests WHERE client = ${client} AND key = ${key}`;
  return found;
}

/** Ends a request. @param answer undefined where it was refused, so that it may be tried again */
export async function endRequest(
  tx: Transaction,
  { client, key, request, answer }: { client: string; key: string; request: string; answer: object | undefined },
): Promise<void> {
  const kept = answer === undefined ? null : JSON.stringify(answer);
  await tx.$executeRaw`
    UPDATE api_requests SET leased_until = NULL, answer = ${kept}::jsonb
    WHERE client = ${client} AND key = ${key} AND request = ${request}::uuid`;
}

/** @returns how many */
export const forgetRequests = (tx: Transaction, expired: Date): Promise<number> =>
  tx.$executeRaw`DELETE FROM api_requests WHERE begun_at <= ${expired}`;
