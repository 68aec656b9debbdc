import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { definitionOf, formOf, type Form } from '@todoke/forms';
import type { Day } from '@todoke/japan';
import { dropDraft, findDraft, findRevisions, insertRevision } from '@todoke/revisions';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { Databases, type Transaction } from '../../persistence/databases.js';
import { nextCorrection } from '../domain/version-number.js';
import { forms, takePublished } from '../forms.js';
import { findPublished, named } from '../persistence/definitions.js';
import { problems } from '../problems.js';

interface Publication {
  readonly validFrom: Day;
  readonly note: string;
}

/** 公開: what was drafted, or an older version again, becomes a new version that holds from a day on. */
@Injectable()
export class PublishVersion {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @param again the version to go back to; the draft where it is absent, which is gone afterwards
   * @returns the number of the new version
   * @throws Problem nothing-drafted, published-meanwhile
   */
  async run(person: SignedIn, form: string, { validFrom, note }: Publication, again?: Form): Promise<number> {
    const act = { actor: person.sub, now: this.clock.now() };
    const { version, published } = await this.databases.forPerson(person, async (tx) => {
      const source = again ?? (await drafted(tx, form));
      const known = [...forms.of(form), ...(await findRevisions(tx, named(form)))].map((one) => one.version);
      const next = nextCorrection(source.version, known);
      const { validUntil: _until, ...definition } = definitionOf(source);
      const body = definitionOf(formOf({ ...definition, version: next, validFrom }));
      const inserted = await insertRevision(tx, { ...named(form), version: next, validFrom, body, note }, act);
      if (!inserted) throw problems.publishedMeanwhile();
      if (again === undefined) await dropDraft(tx, named(form));
      await audit(tx, {
        actor: person.sub,
        action: 'survey-definition.published',
        subject: form,
        detail: { version: next, validFrom, from: source.version },
      });
      return { version: next, published: await findPublished(tx) };
    });
    takePublished(published);
    return version;
  }
}

async function drafted(tx: Transaction, form: string): Promise<Form> {
  const draft = await findDraft(tx, named(form));
  if (draft === undefined) throw problems.nothingDrafted();
  return formOf(draft.body, 'a draft');
}
