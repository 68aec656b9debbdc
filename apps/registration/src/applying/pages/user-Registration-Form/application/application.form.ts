import {
  applicationFields,
  type ApplicationKey,
  applicationSchema,
  consentFields,
  consentSchema,
  type DescribedItem,
  describeTyped,
  type TypedValues,
} from '@todoke/application-form';
import { type FieldError, form, type FormValues } from '@todoke/web';
import type { Items } from '../../../domain/draft.js';

/** ユーザ登録申請入力: the 16 items and the two agreements (R21–R38). */
export const applicationForm = form(applicationSchema.extend(consentSchema.shape), {
  ...applicationFields,
  ...consentFields,
});

/** The items that were sent in any form, as they were typed; none where no item was. */
export const typedItems = (body: unknown): readonly DescribedItem[] => describeTyped(applicationForm.read(body).values);

/** UTF-16 units, longer than any valid value. Of a longer one only the beginning is stored with the draft. */
const longestKept = 1_000;

/** The values that are stored: all except the address, which the verification decides. */
export const keptValues = ({ email: _verified, ...values }: FormValues): TypedValues =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value === true ? 'on' : typeof value === 'string' ? beginningOf(value) : '',
    ]),
  );

/** A character that would be cut in two is left out. */
const beginningOf = (text: string): string =>
  text.length > longestKept ? text.slice(0, longestKept).replace(/[\uD800-\uDBFF]$/, '') : text;

/** Says of which values only the beginning was stored. */
export const overlongIn = (values: TypedValues): FieldError[] =>
  Object.entries(values)
    .filter(([name, value]) => name in applicationFields && value.length >= longestKept - 1)
    .map(([field]) => {
      const { label } = applicationFields[field as ApplicationKey];
      return { field, message: `「${label}」が長すぎるため、先頭だけを残しています。短く直してください。` };
    });

/** The normalised values of valid items, as the form shows them again (R40). */
export function valuesOf(items: Items): TypedValues {
  const { email: _verified, ...others } = items;
  const given = Object.entries(others).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(given), termsAccepted: 'on', privacyAccepted: 'on' };
}
