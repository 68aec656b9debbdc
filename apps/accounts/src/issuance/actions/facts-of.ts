import type { InstitutionFacts } from '../../institutions/index.js';
import type { Application as Items } from '@todoke/application-form';

/** The facts of the institution that an application describes. */
export const factsOf = (items: Items): InstitutionFacts => ({
  prefecture: items.prefecture,
  name: items.institutionName,
  type: items.institutionType,
  ...(items.institutionCode ? { institutionCode: items.institutionCode } : {}),
  ...(items.insuranceCode ? { insuranceCode: items.insuranceCode } : {}),
  postalCode: items.postalCode,
  municipality: items.municipality,
  street: items.street,
  ...(items.building ? { building: items.building } : {}),
  phone: items.phone,
});
