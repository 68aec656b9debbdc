import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { CLOCK, type Clock, SETTINGS } from '@todoke/service';
import { hardestCheck, type SolvedCheck } from '@todoke/web';
import type { Config } from '../../config.js';
import { Databases, type Transaction } from '../../persistence/databases.js';
import { beginDraft, type Draft, enterAddress, isExpired } from '../domain/draft.js';
import { findDraft, insertDraft } from '../persistence/drafts.js';
import { entriesOf, levelAt, reachOf } from '../domain/throttle.js';
import { FormMetrics } from '../form-metrics.js';
import { countEntry } from '../persistence/throttles.js';
import { KeyedHashes } from '../secrets/keyed-hashes.js';
import { byApplicant, changeDraft } from './change-draft.js';

export interface EnteredAddress {
  /** The session's draft, if it has one. */
  readonly draftId: string | undefined;
  readonly address: string;
  /** Network of the browser. */
  readonly client: string;
  readonly check: SolvedCheck;
}

export type AddressEntered =
  | { outcome: 'entered'; draftId: string }
  | { outcome: 'check-used' }
  /** Many addresses were entered lately: it takes a check of this level. */
  | { outcome: 'check-too-easy'; level: number };

@Injectable()
export class EnterAddress {
  constructor(
    private readonly databases: Databases,
    private readonly hashes: KeyedHashes,
    private readonly metrics: FormMetrics,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Config,
  ) {}

  /**
   * 「確認」 on the first page (R12). Continues the session's draft, or creates one.
   * A code that was sent to another address is no longer valid (R20).
   */
  async run({ draftId, address, client, check }: EnteredAddress): Promise<AddressEntered> {
    const { app } = this.databases;
    const now = this.clock.now();
    const level = await this.levelFor(address, client, check, now);
    if (level === undefined) return { outcome: 'check-used' };
    this.metrics.addressEntered(level);
    if (check.level < level) return { outcome: 'check-too-easy', level };
    const known = draftId === undefined ? undefined : await findDraft(app, draftId);
    const id = await this.databases.inRequest((tx) =>
      known !== undefined && canGoOn(known, address, now) ? goOn(tx, known.id, address, now) : begin(tx, address, now),
    );
    return { outcome: 'entered', draftId: id };
  }

  /** @returns how hard the check has to be; undefined if it was used before */
  private async levelFor(address: string, client: string, check: SolvedCheck, now: Date): Promise<number | undefined> {
    const { ADDRESSES_PER_CLIENT, ADDRESSES_PER_DOMAIN, ADDRESSES_IN_TOTAL } = this.settings;
    const allowed = { perClient: ADDRESSES_PER_CLIENT, perDomain: ADDRESSES_PER_DOMAIN, inTotal: ADDRESSES_IN_TOTAL };
    const { own, others } = entriesOf(address, client, allowed);
    const entry = {
      check,
      client: this.hashes.ofThrottle(own.key),
      others: others.map(({ key }) => this.hashes.ofThrottle(key)),
      clientsReach: reachOf(check.level, own.free, hardestCheck),
    };
    const counts = await countEntry(this.databases.app, entry, now);
    return counts && Math.max(...[own, ...others].map(({ free }, at) => levelAt(counts[at] ?? 0, free, hardestCheck)));
  }
}

/** After the 60 minutes what was typed comes back for the same address alone, once it is verified again (R17). */
const canGoOn = (draft: Draft, address: string, now: Date): boolean =>
  draft.stage !== 'submitted' && (!isExpired(draft, now) || draft.address === address);

async function begin(tx: Transaction, address: string, now: Date): Promise<string> {
  const draft = beginDraft(randomUUID(), address);
  await insertDraft(tx, draft, now);
  await audit(tx, { actor: byApplicant(now).actor, action: 'draft.begun', subject: draft.id });
  return draft.id;
}

const goOn = (tx: Transaction, id: string, address: string, now: Date): Promise<string> =>
  changeDraft(
    tx,
    id,
    (draft) =>
      // Another tab has submitted the draft meanwhile: its completion is shown.
      draft.stage === 'submitted'
        ? { result: id }
        : { result: id, draft: enterAddress(draft, address), action: 'draft.address-entered' },
    byApplicant(now),
  );
