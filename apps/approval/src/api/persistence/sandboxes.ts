import type { Transaction } from '../../persistence/databases.js';

/** Locks a client's sandbox until the end of the transaction. @returns its content as JSON; undefined for a new one */
export async function lockSandbox(tx: Transaction, client: string): Promise<string | undefined> {
  const [found] = await tx.$queryRaw<{ content: string }[]>`
    SELECT content::text AS content FROM api_sandboxes WHERE client = ${client} FOR NO KEY UPDATE`;
  return found?.content;
}

/** Makes an empty one where there is none, so that it can be locked. */
export async function prepareSandbox(tx: Transaction, client: string, content: string, now: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO api_sandboxes (client, content, used_at) VALUES (${client}, ${content}::jsonb, ${now})
    ON CONFLICT (client) DO NOTHING`;
}

export async function saveSandbox(tx: Transaction, client: string, content: string, now: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE api_sandboxes SET content = ${content}::jsonb, used_at = ${now} WHERE client = ${client}`;
}

/** Erases those that nobody has used since. @returns how many */
export const forgetSandboxes = (tx: Transaction, since: Date): Promise<number> =>
  tx.$executeRaw`DELETE FROM api_sandboxes WHERE used_at <= ${since}`;
