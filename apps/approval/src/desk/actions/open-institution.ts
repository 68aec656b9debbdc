import { Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { namesOf } from '../../people/index.js';
import { Databases } from '../../persistence/databases.js';
import type { Official } from '../../reviews/index.js';
import type { IdentityCheck } from '../domain/identity-check.js';
import type { Institution } from '../domain/institution.js';
import { lastChecks } from '../persistence/identity-checks.js';
import { findInstitution } from '../persistence/institutions.js';
import { problems } from '../problems.js';

/** An institution, and who asked for its login ID lately. */
export interface LookedUp {
  readonly institution: Institution;
  readonly checks: readonly IdentityCheck[];
  /** Subject → the official as the reader may know one. */
  readonly names: ReadonlyMap<string, string>;
}

/** Checks that are shown; all of them are in the table. */
const shown = 20;

/** Opens an institution at the desk. The reading is audited, since checks have telephone numbers (R168). */
@Injectable()
export class OpenInstitution {
  constructor(private readonly databases: Databases) {}

  /** @throws Problem institution-missing, also for one outside the official's jurisdiction */
  run(id: string, reader: Official): Promise<LookedUp> {
    return this.databases.forOfficial(reader, async (tx) => {
      const institution = await findInstitution(tx, id);
      if (institution === undefined) throw problems.institutionMissing();
      await audit(tx, { actor: reader.sub, action: 'identity-checks.read', subject: id });
      const checks = await lastChecks(tx, id, shown);
      const names = await namesOf(
        tx,
        checks.map(({ official }) => official),
      );
      return { institution, checks, names };
    });
  }
}
