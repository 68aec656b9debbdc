import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { institutionType, permission, prefecture } from '../facts.js';

/** The present facts of an institution, seeded and imported ones included. */
export const institutionChanged = defineEvent(
  'accounts.institution-changed.v1',
  'institution',
  z.object({
    institution: z.string(),
    name: z.string(),
    type: institutionType,
    institutionCode: z.string().optional(),
    insuranceCode: z.string().optional(),
    prefecture,
    municipality: z.string(),
    /** 町名・番地, without the building. */
    street: z.string().optional(),
    /** 住所 on one line: prefecture, municipality, street, and after a blank the building. */
    location: z.string(),
    phone: z.string().optional(),
    permissions: z.array(permission),
    /** Whether a person can sign in for the institution. */
    hasAccount: z.boolean(),
  }),
);
