import { type Application as Items, applicationKeys, type ApplicationKey } from '@todoke/application-form';
import { addressKey, matchKey, readInstitutionCode } from '@todoke/japan';

/** What another entry says under the items of the form. A key that it does not have is not compared. */
export type Entry = Readonly<Partial<Record<ApplicationKey, string | undefined>>>;

/** The keys of what an entry says differently, in the order of the form. Spellings that look alike are the same. */
export const differences = (items: Items, entry: Entry): ApplicationKey[] =>
  applicationKeys.filter((key) => key in entry && keyOf(key, items[key]) !== keyOf(key, entry[key]));

function keyOf(key: ApplicationKey, value = ''): string {
  switch (key) {
    case 'institutionCode':
      return readInstitutionCode(value) ?? value;
    case 'street':
      return addressKey({ municipality: '', street: value });
    case 'institutionName':
    case 'municipality':
    case 'building':
    case 'department':
    case 'familyName':
    case 'givenName':
      return matchKey(value);
    case 'email':
      return value.toLowerCase();
    default:
      return value;
  }
}
