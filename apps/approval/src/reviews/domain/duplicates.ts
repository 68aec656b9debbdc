import type { Application as Items } from '@todoke/application-form';
import { identityOf, streetOf, type DescribedInstitution, type InstitutionIdentity } from '@todoke/japan';

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
