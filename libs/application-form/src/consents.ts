import { z } from 'zod';
import { consent } from './items.js';
import type { FieldText } from './fields.js';

const TERMS = '利用規約に同意します。';
const PRIVACY = 'プライバシーポリシーに同意します。';

/**
 * The two boxes below the texts (R37, R38). The agreed version is stored by whoever stores
 * the application.
 */
export const consentFields = {
  termsAccepted: { label: TERMS, required: true, input: 'checkbox' },
  privacyAccepted: { label: PRIVACY, required: true, input: 'checkbox' },
} as const satisfies Readonly<Record<string, FieldText>>;

/** Join it to the application with `applicationSchema.extend(consentSchema.shape)`. */
export const consentSchema = z.object({
  termsAccepted: consent(TERMS),
  privacyAccepted: consent(PRIVACY),
});
