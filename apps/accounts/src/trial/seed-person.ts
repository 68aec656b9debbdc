import { municipalitiesOf } from '@todoke/japan';
import { trialId } from '@todoke/trial';
import { putPerson } from '../identity/index.js';
import { type InstitutionType, permissionFor } from '@todoke/lifecycle';
import { addInstitution, findInstitution } from '../institutions/index.js';
import type { Transaction } from '../persistence/databases.js';
import type { TrialPerson } from './trial-person.js';

const actor = 'trial-data';

/** Inserts one person of the trial, with the institution where there is one. */
export async function seedPerson(tx: Transaction, person: TrialPerson, now: Date): Promise<void> {
  const { role, name, prefecture, area = [], loginId, password } = person;
  const institution = person.institution && (await seedInstitution(tx, person.institution, prefecture ?? '46', now));
  const known = {
    loginId: loginId.toLowerCase(),
    password,
    role,
    ...(name && { name }),
    ...(prefecture && { prefecture }),
    area,
    ...(institution && { institution }),
    // A reserved domain: the trial mails no real address.
    addresses: [`${loginId.toLowerCase()}@trial.example`],
  };
  await putPerson(tx, known, { actor, now });
}

async function seedInstitution(tx: Transaction, name: string, prefecture: string, now: Date): Promise<string> {
  const id = trialId(prefecture, name);
  if ((await findInstitution(tx, id)) !== undefined) return id;
  const type = typeFrom(name);
  const facts = { prefecture, name, type, postalCode: '8900064', phone: '0990000000', ...placeIn(prefecture) };
  await addInstitution(tx, { id, facts, permissions: [permissionFor(type)], hasAccount: true }, { actor, now });
  return id;
}

const placeIn = (prefecture: string) => ({
  municipality: prefecture === '46' ? '鹿児島市' : (municipalitiesOf(prefecture)[0]?.name ?? ''),
  street: '試用町１番１号',
});

function typeFrom(name: string): InstitutionType {
  if (name.includes('薬局')) return 'pharmacy';
  if (name.includes('歯科')) return 'dental-clinic';
  if (name.includes('助産')) return 'midwifery-centre';
  return name.includes('病院') ? 'hospital' : 'clinic';
}
