import type { Application as Items } from '@todoke/application-form';
import { identityOf, streetOf, type DescribedInstitution, type InstitutionIdentity } from '@todoke/japan';
import type { StateName } from './review.js';

/** The institution that an application describes, as it is compared with others (R162). */
export const identityOfItems = (items: Items): InstitutionIdentity =>
  identityOf({ ...items, name: items.institutionName });

/** An institution as events of accounts describe it. Where they have no street, it is read from the location. */
export interface ToldInstitution extends Omit<DescribedInstitution, 'street'> {
  readonly location: string;
  readonly street?: string | undefined;
}

export const identityOfInstitution = ({ location, street, ...told }: ToldInstitution): InstitutionIdentity =>
  identityOf({ ...told, street: street ?? streetOf(location, told) });

/**
 * The states of an earlier or later application with which one that waits has to be compared. One that was rejected, or
 * whose mails could not be delivered, ended so that the institution applies again.
 */
export const comparable: readonly StateName[] = [
  'waiting',
  'approved',
  'pre-noticed',
  'issued',
  'granted',
  'nothing-to-do',
];
