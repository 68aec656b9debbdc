import { createHash, randomBytes } from 'node:crypto';
import type { Transaction } from '../../persistence/databases.js';
import { signInTicket } from '../domain/lifetimes.js';

const hashOf = (ticket: string): string => createHash('sha256').update(ticket).digest('base64url');

/** A ticket that signs a person in once, without a password: for whoever has just set one (R70). */
export async function issueTicket(tx: Transaction, person: string): Promise<string> {
  const ticket = randomBytes(32).toString('base64url');
  const expiresAt = new Date(Date.now() + signInTicket * 1_000);
  await tx.signInTicket.create({ data: { ticketHash: hashOf(ticket), personId: person, expiresAt } });
  return ticket;
}

/** @returns the person of the ticket, which is deleted, and the epoch of the person's sessions */
export async function takeTicket(tx: Transaction, ticket: string): Promise<{ id: string; epoch: number } | undefined> {
  const [row] = await tx.$queryRaw<{ id: string; epoch: number; fresh: boolean }[]>`
    DELETE FROM identity_sign_in_tickets AS ticket USING identity_people AS person
    WHERE ticket_hash = ${hashOf(ticket)} AND person.id = person_id
    RETURNING person.id::text AS id, sessions_epoch AS epoch, expires_at > now() AS fresh`;
  return row?.fresh ? row : undefined;
}

export async function forgetOldTickets(tx: Transaction): Promise<void> {
  await tx.$executeRaw`DELETE FROM identity_sign_in_tickets WHERE expires_at < now()`;
}
