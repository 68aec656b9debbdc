import type { Form } from '@todoke/forms';
import { findPrefecture } from '@todoke/japan';
import type { SignedIn } from '@todoke/service';
import { findInstitution, findOwnInstitution, type Institution } from '../../institutions/index.js';
import type { Transaction } from '../../persistence/databases.js';
import { readsOthers, type Respondent } from '../domain/respondent.js';

/** A respondent with its name, and the institution where it is one. */
export interface NamedRespondent extends Respondent {
  readonly name: string;
  readonly institution?: Institution;
}

/**
 * Whose answers a person sees of a survey, where it is one respondent's alone: those of the own institution, if the
 * survey asks it, or of the own prefecture.
 */
export async function ownRespondent(
  tx: Transaction,
  { role, prefecture, institution }: SignedIn,
  survey: Form,
): Promise<NamedRespondent | undefined> {
  if (survey.respondent === 'prefecture') {
    return role === 'institution' || prefecture === undefined ? undefined : prefectureAsked(prefecture);
  }
  return role === 'institution' ? institutionAsked(await findOwnInstitution(tx, institution), survey) : undefined;
}

/**
 * The respondent of an address, where the person may see it.
 * @param id left out: the own
 */
export async function findRespondent(
  tx: Transaction,
  person: SignedIn,
  survey: Form,
  id: string | undefined,
): Promise<NamedRespondent | undefined> {
  if (readsOthers(person, survey)) {
    if (id === undefined) return undefined;
    return survey.respondent === 'prefecture'
      ? prefectureAsked(id)
      : institutionAsked(await findInstitution(tx, id), survey);
  }
  const own = await ownRespondent(tx, person, survey);
  return id === undefined || id === own?.id ? own : undefined;
}

function prefectureAsked(id: string): NamedRespondent | undefined {
  const found = /^\d{2}$/.test(id) ? findPrefecture(id) : undefined;
  return found && { id, prefecture: id, name: found.name };
}

function institutionAsked(institution: Institution | undefined, { audience }: Form): NamedRespondent | undefined {
  if (institution === undefined || !audience.includes(institution.type)) return undefined;
  const { id, name, prefecture, municipalityCode } = institution;
  return { id, name, prefecture, municipalityCode, institution };
}
