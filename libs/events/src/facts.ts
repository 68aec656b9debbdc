import { z } from 'zod';

/** Shapes that several events share. They describe the moment of the event, not a row. */

/** `APF-` and eight digits (R41); proxy applications start at APF-50000000 (R74). */
export const applicationNumber = z.string().regex(/^APF-\d{8}$/);

/**
 * How often an application went to its prefecture, from 1 on; absent: 1. 差戻し and the undoing of an approval raise it.
 * Everything of a later round is newer than anything of an earlier one, whichever service announced it.
 */
export const round = z.int().positive().optional();

/** Prefecture, two digits (JIS X 0401). */
export const prefecture = z.string().regex(/^(0[1-9]|[1-3]\d|4[0-7])$/);

export const mailAddress = z.string().min(3).max(254);

/** A sealed secret: compact JWE (RFC 7516), which notifications alone can open. */
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

/**
 * Code of a mail in the table of the requirements: M1, M2 … It is an open string, so that a new mail needs no new
 * version of an event. A consumer ignores codes that it does not know.
 */
const mailCode = z.string().min(1).max(16);

/** The outcome of a mail: which mail, and what it was about. No address. */
export const mailOutcome = {
  mail: mailCode,
  /** What the mail was about: an application number, or the id of a reset request or of an inquiry. */
  reference: z.string().min(1).max(64),
  attempts: z.int().positive(),
  /**
   * Whether more than one copy may have been sent: the process ended between handing the mail over and storing that.
   */
  possiblyTwice: z.boolean().optional(),
};

/**
 * The official for whom a service asks another a question. Who answers judges the jurisdiction as well, so that it does
 * not depend on the desk that asks.
 */
export const asker = z.object({
  /** Subject of the sign-in. */
  person: z.string().min(1).max(64),
  role: z.enum(['prefecture', 'health-centre', 'secretariat']),
  prefecture: prefecture.optional(),
  /** Municipality codes of a health centre, five digits each. */
  area: z.array(z.string()).optional(),
});
