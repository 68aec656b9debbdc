import { randomBytes } from 'node:crypto';
import { secretText } from '../sending/signature.js';

/** A new secret of a webhook: 256 random bits. */
export const drawSecret = (): string => secretText(randomBytes(32));
