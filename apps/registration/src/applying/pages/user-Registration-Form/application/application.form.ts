import { applicationFields, applicationSchema, consentFields, consentSchema } from '@todoke/application-form';
import { form, type FormValues } from '@todoke/web';
import type { Items, TypedValues } from '../../../domain/draft.js';

/** ユーザ登録申請入力: the 16 items and the two agreements (R21–R38). */
export const applicationForm = form(applicationSchema.extend(consentSchema.shape), {
  ...applicationFields,
  ...consentFields,
});

/** Longer than any valid value. A longer value was refused, and only its beginning is stored with the draft. */
const longestKept = 1_000;

/** The values that are stored: all except the address, which the verification decides. */
export const keptValues = ({ email: _verified, ...values }: FormValues): TypedValues =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value === true ? 'on' : typeof value === 'string' ? value.slice(0, longestKept).toWellFormed() : '',
    ]),
  );

/** The normalised values of valid items, as the form shows them again (R40). */
export function valuesOf(items: Items): TypedValues {
  const { email: _verified, ...others } = items;
  const given = Object.entries(others).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(given), termsAccepted: 'on', privacyAccepted: 'on' };
}
