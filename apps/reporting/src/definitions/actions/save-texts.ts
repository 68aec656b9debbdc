import { Inject, Injectable } from '@nestjs/common';
import { definitionOf, type Form } from '@todoke/forms';
import { saveDraft } from '@todoke/revisions';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import { withTexts } from '../domain/texts.js';
import { named } from '../persistence/definitions.js';

/** 下書きを保存: keeps other texts of a form, which hold nowhere yet. */
@Injectable()
export class SaveTexts {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  run(person: SignedIn, form: Form, texts: Readonly<Record<string, string>>): Promise<void> {
    const body = withTexts(definitionOf(form), texts);
    const act = { actor: person.sub, now: this.clock.now() };
    return this.databases.forPerson(person, (tx) => saveDraft(tx, named(form.form), body, act));
  }
}
