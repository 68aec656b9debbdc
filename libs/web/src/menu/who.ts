import { findMunicipalityByCode, prefectureName } from '@todoke/japan';
import type { SignedIn } from '@todoke/service';

/** Who is signed in, as the header says it. */
export interface Who {
  /** The office, or the word of the role where the claims name none. */
  readonly office: string;
  readonly name?: string;
}

const words: Readonly<Record<SignedIn['role'], string>> = {
  institution: '医療機関',
  prefecture: '都道府県',
  'health-centre': '保健所',
  municipality: '市区町村',
  secretariat: '事務局',
  ops: '運用担当',
};

export const whoIs = (person: SignedIn): Who => ({
  office: officeOf(person),
  ...(person.name !== undefined && { name: person.name }),
});

function officeOf({ role, prefecture, area = [] }: SignedIn): string {
  const word = words[role];
  const place = prefecture === undefined ? '' : prefectureName(prefecture);
  switch (role) {
    case 'prefecture':
      return place || word;
    case 'health-centre':
      return `${place}${word}`;
    case 'municipality':
      // A code has its check digit at the end. Several municipalities would be longer than the header.
      return (area.length === 1 && findMunicipalityByCode(area[0]!.slice(0, 5))?.name) || `${place}${word}`;
    default:
      return word;
  }
}
