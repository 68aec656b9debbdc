import { Injectable } from '@nestjs/common';
import { dropDraft } from '@todoke/revisions';
import type { SignedIn } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import { named } from '../persistence/definitions.js';

/** 下書きを破棄. */
@Injectable()
export class DropTexts {
  constructor(private readonly databases: Databases) {}

  run(person: SignedIn, form: string): Promise<void> {
    return this.databases.forPerson(person, (tx) => dropDraft(tx, named(form)));
  }
}
