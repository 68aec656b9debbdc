import { Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import type { EventContract } from '@todoke/events';
import { announceAll, type Fact } from '@todoke/messaging';
import type { Draft } from '../domain/draft.js';
import { problems } from '../problems.js';
import { Databases, type Transaction } from '../../persistence/databases.js';
import { draftFrom, rowFrom } from './draft-rows.js';

/** What an action decided: the draft afterwards (none: unchanged), what to tell others, its name in the audit. */
export interface Decision<Result> {
  readonly result: Result;
  readonly draft?: Draft;
  readonly events?: readonly (readonly [EventContract, Fact<unknown>])[];
  readonly action?: string;
  readonly detail?: Readonly<Record<string, string | number>>;
}

type Decide<Result> = (draft: Draft, tx: Transaction) => Promise<Decision<Result>> | Decision<Result>;

const applicant = 'applicant';

@Injectable()
export class Drafts {
  constructor(private readonly databases: Databases) {}

  async find(id: string): Promise<Draft | undefined> {
    const row = await this.databases.app.draft.findUnique({ where: { id } });
    return row === null ? undefined : draftFrom(row);
  }

  /** `alsoWrite` commits with the new draft. */
  async begin(draft: Draft, now: Date, alsoWrite: (tx: Transaction) => Promise<void>): Promise<void> {
    await this.databases.app.$transaction(async (tx) => {
      await alsoWrite(tx);
      await tx.draft.create({ data: { id: draft.id, ...rowFrom(draft, now) } });
      await audit(tx, { actor: applicant, action: 'draft.begun', subject: draft.id, at: now });
    });
  }

  /**
   * The one place where a draft changes: row, events and audit commit together. Two requests for one draft take
   * turns, so the second decides upon what the first left.
   * @throws draftMissing
   */
  change<Result>(id: string, now: Date, decide: Decide<Result>): Promise<Result> {
    return this.databases.app.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT id FROM drafts WHERE id = ${id}::uuid FOR UPDATE`;
      const row = await tx.draft.findUnique({ where: { id } });
      if (row === null) throw problems.draftMissing();
      const decision = await decide(draftFrom(row), tx);
      if (decision.draft) await tx.draft.update({ where: { id }, data: rowFrom(decision.draft, now) });
      if (decision.events) await announceAll(tx, decision.events);
      if (decision.action !== undefined) {
        const { action, detail } = decision;
        await audit(tx, { actor: applicant, action, subject: id, at: now, ...(detail && { detail }) });
      }
      return decision.result;
    });
  }
}
