import { Injectable } from '@nestjs/common';
import type { SignedIn } from '@todoke/service';
import type { Institution } from '../domain/report-access.js';
import type { YearlyWindow } from '../domain/report-window.js';
import { countByState } from './applications.js';
import { Databases } from '../../persistence/databases.js';
import { findInstitution } from './institutions.js';

/** The person's own institution, and the report window of its prefecture. */
export interface OwnInstitution {
  readonly institution: Institution | undefined;
  readonly window: YearlyWindow | undefined;
}

/** Reads what the home page shows. */
@Injectable()
export class Homes {
  constructor(private readonly databases: Databases) {}

  ownInstitution(person: SignedIn): Promise<OwnInstitution> {
    return this.databases.forPerson(person, async (tx) => {
      const institution = await findInstitution(tx, person.institution ?? '');
      const prefecture = institution?.prefecture;
      const window = prefecture === undefined ? null : await tx.reportWindow.findUnique({ where: { prefecture } });
      return { institution, window: window ?? undefined };
    });
  }

  countApplications(person: SignedIn): Promise<Map<string, number>> {
    return this.databases.forPerson(person, countByState);
  }
}
