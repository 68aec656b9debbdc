import { createHash, randomInt, randomUUID } from 'node:crypto';
import { append, type AppendedTable } from '@todoke/database';
import type { Transaction } from '../../persistence/databases.js';
import type { PasswordLink as Row } from '../../persistence/generated/client.js';
import { drawToken } from '../domain/mailed-token.js';
import { expiryOf, type LinkPurpose, type PasswordLink } from '../domain/password-link.js';

/** The token has 190 random bits, so a plain hash cannot be reversed. */
const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

const fromRow = (row: Row): PasswordLink => ({
  id: row.id,
  person: row.personId,
  purpose: row.purpose as LinkPurpose,
  ...(row.expiresAt !== null && { expiresAt: row.expiresAt }),
  ...(row.usedAt !== null && { usedAt: row.usedAt }),
  ...(row.deadAt !== null && { deadAt: row.deadAt }),
});

export interface MintedLink {
  readonly id: string;
  /** In clear only here, in memory, until it is sealed. */
  readonly token: string;
  readonly expiresAt?: Date;
}

/** Whoever makes a link gives it away, and reads it only in a later transaction. */
const links: AppendedTable = {
  name: 'identity_password_links',
  insert: (rows) =>
    `INSERT INTO identity_password_links (id, person_id, token_hash, purpose, created_at, expires_at)
     SELECT id, "personId", "tokenHash", purpose, "createdAt", "expiresAt"
     FROM jsonb_to_recordset(${rows}) AS given (
       id uuid, "personId" uuid, "tokenHash" text, purpose text, "createdAt" timestamptz, "expiresAt" timestamptz)`,
};

export async function mintLink(tx: Transaction, person: string, purpose: LinkPurpose, now: Date): Promise<MintedLink> {
  const id = randomUUID();
  const token = drawToken(randomInt);
  const expiresAt = expiryOf(purpose, now);
  const row = { id, personId: person, tokenHash: hashOf(token), purpose, createdAt: now, expiresAt: expiresAt ?? null };
  await append(tx, links, [row]);
  return { id, token, ...(expiresAt && { expiresAt }) };
}

export async function findLink(tx: Transaction, id: string): Promise<PasswordLink | undefined> {
  const row = await tx.passwordLink.findUnique({ where: { id } });
  return row === null ? undefined : fromRow(row);
}

/** The link of whichever of these tokens there is. */
export async function findLinkOf(tx: Transaction, tokens: readonly string[]): Promise<PasswordLink | undefined> {
  const row = await tx.passwordLink.findFirst({ where: { tokenHash: { in: tokens.map(hashOf) } } });
  return row === null ? undefined : fromRow(row);
}

/** Marks one link as used, and with it all others of the person. */
export async function useLink(tx: Transaction, link: PasswordLink, now: Date): Promise<void> {
  await killLinks(tx, link.person, now);
  await tx.passwordLink.update({ where: { id: link.id }, data: { usedAt: now, deadAt: null } });
}

export async function killLinks(tx: Transaction, person: string, now: Date): Promise<void> {
  await tx.passwordLink.updateMany({ where: { personId: person, usedAt: null, deadAt: null }, data: { deadAt: now } });
}
