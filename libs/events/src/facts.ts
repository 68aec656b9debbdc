import { z } from 'zod';

/** Shapes that several events carry. They are facts of the moment of the event, not rows. */

/** `APF-` and eight digits (R41); proxies start at APF-50000000. */
export const applicationNumber = z.string().regex(/^APF-\d{8}$/);

/**
 * How often an application went to its prefecture: 1, and one more each time that it goes back there, by 差戻し or by an
 * approval that is undone. Absent: 1. What is of a later round is newer than all of an earlier one, whoever says it.
 */
export const round = z.int().positive().optional();

/** JIS X 0401, two digits. */
export const prefecture = z.string().regex(/^(0[1-9]|[1-3]\d|4[0-7])$/);

export const mailAddress = z.string().min(3).max(254);

/** Compact JWE, readable by notifications alone. */
export const sealed = z.string().regex(/^[\w-]+(\.[\w-]*){4}$/);

export const route = z.enum(['self', 'proxy']);

export const institutionType = z.enum(['hospital', 'clinic', 'dental-clinic', 'midwifery-centre', 'pharmacy']);

/** The two permissions to report: 医療機能情報 and 薬局機能情報. */
export const permission = z.enum(['medical', 'pharmacy']);

/** The 16 items of R21–R36 as submitted. */
export const applicationItems = z.object({
  institutionName: z.string(),
  institutionCode: z.string().optional(),
  institutionType,
  codeHolding: z.enum(['1', '2']),
  phone: z.string(),
  insuranceCode: z.string().optional(),
  postalCode: z.string(),
  prefecture,
  municipality: z.string(),
  street: z.string(),
  building: z.string().optional(),
  department: z.string().optional(),
  familyName: z.string(),
  givenName: z.string(),
  departmentPhone: z.string(),
  email: mailAddress,
});

export type ApplicationItems = z.output<typeof applicationItems>;

/**
 * Which mail of the requirements' table: M1, M2 … An open string, so that a new mail needs no new version: whoever does
 * not know a code ignores the event.
 */
export const mailCode = z.string().min(1).max(16);

/** What became of a mail: which one, for what, and when. No address. */
export const mailOutcome = {
  mail: mailCode,
  /** Application number, reset request, inquiry … whatever the mail was about. */
  reference: z.string().min(1).max(64),
  attempts: z.int().positive(),
  /** More than one copy may have left: the sender died between handing over and noting it. */
  possiblyTwice: z.boolean().optional(),
};
