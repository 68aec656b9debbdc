import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout that this library belongs to. */
export const repository = fileURLToPath(new URL('../../..', import.meta.url));

/** Where systems of this checkout keep what they have: their state, the NATS server, compiled code. */
export const checkoutState = join(repository, '.todoke');
