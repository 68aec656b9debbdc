import type { Institution } from '../../institutions/index.js';

/** The official of another service's desk for whom it asks. */
interface Asker {
  readonly role: string;
  readonly prefecture?: string | undefined;
}

/** Whether an official may be told the login ID of an institution: a prefecture those of its own (R158, R163). */
export const mayLookUp = ({ role, prefecture }: Asker, institution: Pick<Institution, 'prefecture'>): boolean =>
  role === 'prefecture' && prefecture === institution.prefecture;
