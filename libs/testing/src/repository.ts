import { fileURLToPath } from 'node:url';

/** The checkout that this library belongs to. */
export const repository = fileURLToPath(new URL('../../..', import.meta.url));
