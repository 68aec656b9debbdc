import { services, type ServiceName, type SignedIn } from '@todoke/service';
import type { NavigationItem } from '../options.js';
import { menu, type MenuEntry } from './menu.js';

/** The public address of each service. */
export type Addresses = Readonly<Record<ServiceName, string>>;

/** The settings of addresses by services. */
export const addressesIn = (settings: Readonly<Record<`${Uppercase<ServiceName>}_URL`, string>>): Addresses =>
  Object.fromEntries(
    services.map((service) => [service, settings[`${service.toUpperCase() as Uppercase<ServiceName>}_URL`]]),
  ) as Addresses;

/**
 * The menu of a person at one of the services: paths where the entry is its own, else full addresses.
 * @param person undefined: nobody is signed in, and there is no menu
 */
export const menuOf = (person: SignedIn | undefined, at: string, addresses: Addresses): NavigationItem[] =>
  menu.flatMap((entry) => {
    const path = person && pathFor(entry, person);
    if (path === undefined) return [];
    const { label, service, around, more } = entry;
    const here = service === at;
    return [
      {
        label,
        href: here ? path : addresses[service] + path,
        ...(here && around && { around }),
        ...(more && { more }),
      },
    ];
  });

function pathFor({ page, roles, id }: MenuEntry, person: SignedIn): string | undefined {
  if (!roles.includes(person.role)) return undefined;
  if (id === undefined) return page;
  const own = id(person);
  return own && page.replace(':id', encodeURIComponent(own));
}
