/** The 16 items of R21–R36: what is accepted, and what it is stored as. Labels and help are in fields.ts. */
import {
  checkPhone,
  digitsIn,
  findMunicipality,
  isWithoutTowns,
  hasHalfWidth,
  municipalitiesNamed,
  normalisePostalCode,
  prefectureName,
  readInstitutionCode,
  toWideDashesInNumbers,
  widened,
  prefectureOptions,
} from '@todoke/japan';
import { institutionTypes } from '@todoke/lifecycle';
import { z } from 'zod';
import { applicationFields, type ApplicationKey, codeHoldings } from './fields.js';
import { choice, optionalText, requiredText, textOrNone, type TextRules } from './items.js';
import { mailAddressItem } from './mail-address.js';
import * as messages from './messages.js';

/** Room for a number or code with whatever was pasted around it; its own rule then says what is wrong. */
const longestNumber = 20;

const label = (key: ApplicationKey): string => applicationFields[key].label;
const limits = (key: ApplicationKey): Pick<TextRules, 'label' | 'max'> => ({
  label: label(key),
  max: applicationFields[key].maxLength ?? longestNumber,
});

/**
 * House numbers are typed with every dash there is, even with the long-vowel sign; 1-2 and １ー２ end identical
 * (R30).
 */
const wideAddress = (text: string): string => toWideDashesInNumbers(widened(text));

/** Numbers are read as people type them, and stored in half-width digits alone (R25, R26, R35). */
const phone = (key: ApplicationKey) =>
  requiredText({
    ...limits(key),
    normalise: (text) => {
      const result = checkPhone(text);
      return result.ok ? result.number : text;
    },
    check: (text) => {
      const result = checkPhone(text);
      return result.ok ? undefined : messages.phoneNumber(label(key), result.fault);
    },
  });

/**
 * Names are refused in half width, not converted (R33, R34); only the blank inside one is made full width.
 */
const personName = (key: ApplicationKey) =>
  requiredText({
    ...limits(key),
    normalise: (text) => text.replace(/[ \u3000]+/gu, '\u3000'),
    check: (text) => (hasHalfWidth(text) ? messages.fullWidthName(label(key)) : undefined),
  });

const items = z.object(
  {
    institutionName: requiredText({ ...limits('institutionName'), normalise: widened }),
    institutionCode: optionalText({
      ...limits('institutionCode'),
      normalise: readInstitutionCode,
      check: (text) => (/^[A-Z0-9]+$/.test(text) ? undefined : messages.institutionCode),
    }),
    institutionType: choice(label('institutionType'), institutionTypes),
    codeHolding: choice(label('codeHolding'), codeHoldings),
    phone: phone('phone'),
    insuranceCode: optionalText({
      ...limits('insuranceCode'),
      normalise: (text) => digitsIn(text) ?? text,
      check: (text) => (/^\d{10}$/.test(text) ? undefined : messages.insuranceCode(text)),
    }),
    postalCode: requiredText({
      ...limits('postalCode'),
      normalise: (text) => normalisePostalCode(text) ?? text,
      check: (text) => (normalisePostalCode(text) ? undefined : messages.postalCode),
    }),
    prefecture: choice(label('prefecture'), prefectureOptions),
    municipality: requiredText({ ...limits('municipality'), normalise: widened }),
    street: textOrNone({ ...limits('street'), normalise: wideAddress }),
    building: optionalText({ ...limits('building'), normalise: wideAddress }),
    department: optionalText({ ...limits('department'), normalise: widened }),
    familyName: personName('familyName'),
    givenName: personName('givenName'),
    departmentPhone: phone('departmentPhone'),
    email: mailAddressItem(label('email')),
  },
  { error: messages.unreadable },
);

/**
 * Rules over several items. They also run when other items are refused, so that all messages come at once
 * (R39); a refused item is then no string.
 */
function compare(value: Readonly<Partial<Record<ApplicationKey, unknown>>>, context: z.RefinementCtx): void {
  if (value.codeHolding === '1' && value.insuranceCode === undefined) {
    context.addIssue({ code: 'custom', path: ['insuranceCode'], message: messages.insuranceCodeNeeded });
  }
  const { prefecture, municipality, street } = value;
  const known = typeof prefecture === 'string' && typeof municipality === 'string';
  const found = known ? findMunicipality(prefecture, municipality) : undefined;
  if (street === '' && !(found && isWithoutTowns(found.code))) {
    context.addIssue({ code: 'custom', path: ['street'], message: messages.enter(label('street')) });
  }
  if (!known || found) return;
  const elsewhere = municipalitiesNamed(municipality).map((found) => prefectureName(found.prefecture));
  context.addIssue({
    code: 'custom',
    path: ['municipality'],
    message: messages.municipality(municipality, prefectureName(prefecture), elsewhere),
  });
}

/**
 * The whole form. Takes anything at all and never throws; every issue has one item's key as its path, or none
 * if the input is no object. Stored: 機関名 and addresses in full width, numbers and codes in half width, 市区町村 by its
 * official name, blank optional items left out.
 */
export const applicationSchema = items
  .superRefine(compare, { when: ({ value }) => typeof value === 'object' && value !== null })
  .overwrite((application) => ({
    ...application,
    municipality: findMunicipality(application.prefecture, application.municipality)?.name ?? application.municipality,
  }));

export type Application = z.output<typeof applicationSchema>;
