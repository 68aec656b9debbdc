import { Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import type { SignedIn } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import type { Institution } from '../domain/institution.js';
import { findInstitution } from '../persistence/institutions.js';
import { findNames, type PastName } from '../persistence/names.js';
import { addressesOf } from '../persistence/people.js';
import { problems } from '../problems.js';

/** What is known of an institution. */
export interface InstitutionDetails {
  readonly institution: Institution;
  /** The names that it has had, the newest first. */
  readonly names: readonly PastName[];
  /** Of those who sign in for it (R138). */
  readonly addresses: readonly string[];
}

/** Opens the page of an institution. An official's reading is in the audit log, since it shows addresses (R168). */
@Injectable()
export class OpenInstitution {
  constructor(private readonly databases: Databases) {}

  /** @throws Problem institution-missing, also for one outside the person's jurisdiction */
  run(id: string, person: SignedIn): Promise<InstitutionDetails> {
    return this.databases.forPerson(person, async (tx) => {
      const institution = await findInstitution(tx, id);
      if (institution === undefined) throw problems.institutionMissing();
      if (person.institution !== id) await audit(tx, { actor: person.sub, action: 'institution.read', subject: id });
      const names = await findNames(tx, id);
      const addresses = (await addressesOf(tx, [id])).get(id) ?? [];
      return { institution, names, addresses };
    });
  }
}
