import type { Application as Items } from '@todoke/application-form';
import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases } from '../../persistence/databases.js';
import { type ImportedRow, judgeRow, problems as proxyProblems, proxyFiling, readFile } from '../../proxy/index.js';
import {
  approve,
  type Decided,
  refusals,
  reject,
  type Review,
  problems as reviewProblems,
  shownMails,
  type ShownMail,
} from '../../reviews/index.js';
import type { ApiClient } from '../domain/client.js';
import { lockSandbox, prepareSandbox, saveSandbox } from '../persistence/sandboxes.js';
import { problems } from '../problems.js';
import { type Desk, type ListedPart, type ListQuery, officialOf, type ReadReview, type SentCsv } from './desk.js';
import {
  changed,
  findIn,
  isFull,
  listIn,
  newSandbox,
  nextNumber,
  type Sandbox,
  sandboxIn,
  updatedAtIn,
} from './sandbox.js';

/**
 * Trial applications of one client. The rules are those of the real ones; nothing is announced, so nothing leaves
 * approval and nobody gets a mail.
 */
@Injectable()
export class SandboxDesk implements Desk {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  list(client: ApiClient, query: ListQuery): Promise<ListedPart> {
    return this.look(client, (sandbox) => listIn(sandbox, query));
  }

  read(client: ApiClient, number: string): Promise<ReadReview> {
    return this.look(client, (sandbox) => {
      const review = found(sandbox, number);
      return { review, updatedAt: updatedAtIn(sandbox, number) ?? review.receivedAt };
    });
  }

  mails(client: ApiClient, number: string): Promise<readonly ShownMail[]> {
    return this.look(client, (sandbox) => shownMails(found(sandbox, number), []));
  }

  approve(client: ApiClient, number: string): Promise<Review> {
    return this.decide(client, number, (review, now) => approve(review, officialOf(client), now));
  }

  reject(client: ApiClient, number: string, reason: string): Promise<Review> {
    return this.decide(client, number, (review, now) => reject(review, officialOf(client), reason, now));
  }

  file(client: ApiClient, request: string, items: Items): Promise<string> {
    return this.change(client, 'sandbox.filed', (sandbox, now) => filed(sandbox, client, request, items, now));
  }

  fileMany(client: ApiClient, request: string, { bytes }: SentCsv): Promise<readonly ImportedRow[]> {
    const read = readFile(bytes);
    if (!read.ok)
      throw proxyProblems.fileUnusable(
        undefined,
        read.faults.map((message) => ({ field: '', message })),
      );
    const judged = read.rows.map((row) => judgeRow(row, read.places, client.prefecture));
    return this.change(client, 'sandbox.filed', (sandbox, now) => {
      let after = sandbox;
      const report = judged.map((one): ImportedRow => {
        const { row, notes } = one;
        if (one.kind === 'faulty') return { row, name: one.name, state: 'faulty', mark: null, notes, number: null };
        const [next, number] = filed(after, client, `${request} ${row}`, one.items, now);
        after = next;
        return { row, name: one.items.institutionName, state: 'filed', mark: null, notes, number };
      });
      return [after, report];
    });
  }

  private decide(client: ApiClient, number: string, rule: (review: Review, now: Date) => Decided): Promise<Review> {
    return this.change(client, 'sandbox.decided', (sandbox, now) => {
      const decided = rule(found(sandbox, number), now);
      if (decided.kind === 'refused') throw reviewProblems[refusals[decided.why]]();
      const { kind, review } = decided;
      return [kind === 'unchanged' ? sandbox : changed(sandbox, review, now), review];
    });
  }

  private look<T>(client: ApiClient, work: (sandbox: Sandbox) => T): Promise<T> {
    return this.change(client, 'sandbox.read', (sandbox) => [sandbox, work(sandbox)]);
  }

  private change<T>(
    client: ApiClient,
    action: string,
    work: (sandbox: Sandbox, now: Date) => readonly [Sandbox, T],
  ): Promise<T> {
    const { clientId, prefecture } = client;
    const now = this.clock.now();
    return this.databases.forOfficial(officialOf(client), async (tx) => {
      let content = await lockSandbox(tx, clientId);
      if (content === undefined) {
        await prepareSandbox(tx, clientId, JSON.stringify(newSandbox(prefecture, now)), now);
        content = await lockSandbox(tx, clientId);
      }
      const [after, result] = work(sandboxIn(content ?? ''), now);
      await saveSandbox(tx, clientId, JSON.stringify(after), now);
      await audit(tx, { actor: clientId, action, subject: clientId });
      return result;
    });
  }
}

function found(sandbox: Sandbox, number: string): Review {
  const review = findIn(sandbox, number);
  if (review === undefined) throw reviewProblems.applicationMissing();
  return review;
}

/** @throws Problem not-yours-to-decide, sandbox-full */
function filed(
  sandbox: Sandbox,
  client: ApiClient,
  request: string,
  items: Items,
  now: Date,
): readonly [Sandbox, string] {
  const before = sandbox.filed[request];
  if (before !== undefined) return [sandbox, before];
  if (isFull(sandbox)) throw problems.sandboxFull();
  const { review } = proxyFiling(items, officialOf(client), now)(nextNumber(sandbox));
  const after = changed(sandbox, review, now);
  return [{ ...after, filed: { ...after.filed, [request]: review.number } }, review.number];
}
