import type { Application as Items } from '@todoke/application-form';
import { Inject, Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { CLOCK, type Clock } from '@todoke/service';
import { Databases, type Transaction } from '../../persistence/databases.js';
import { FileProxyApplication, type ImportedRow, ImportProxyFile } from '../../proxy/index.js';
import {
  ApproveApplication,
  findWithHistory,
  RejectApplication,
  type Review,
  problems as reviewProblems,
  shownMails,
  type ShownMail,
} from '../../reviews/index.js';
import type { ApiClient } from '../domain/client.js';
import type { Pass } from '../domain/pass.js';
import { changedApplications, newestPlace, placeBefore, placeChanges, updatedAt } from '../persistence/changes.js';
import { type Desk, type ListedPart, type ListQuery, officialOf, type ReadReview, type SentCsv } from './desk.js';

/** The applications of the client's prefecture. What people do on pages is done here by the same actions. */
@Injectable()
export class ReviewsDesk implements Desk {
  constructor(
    private readonly databases: Databases,
    private readonly approval: ApproveApplication,
    private readonly rejection: RejectApplication,
    private readonly filing: FileProxyApplication,
    private readonly importing: ImportProxyFile,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(client: ApiClient, query: ListQuery): Promise<ListedPart> {
    await this.placeChanges(client);
    return this.asOfficial(client, async (tx) => {
      const pass = await begun(tx, client, query);
      const part = { ...pass, prefecture: client.prefecture, atMost: query.atMost + 1 };
      const found = await changedApplications(tx, part);
      const applications = found.slice(0, query.atMost);
      await audit(tx, {
        actor: client.clientId,
        action: 'applications.listed',
        subject: client.prefecture,
        detail: { rows: applications.length },
      });
      const status = pass.status === undefined ? {} : { status: pass.status };
      const last = applications.at(-1)?.position;
      const more = found.length > applications.length && last !== undefined;
      return {
        applications,
        ...(more && { next: { after: last, until: pass.until, ...status } }),
        resume: { after: pass.until, ...status },
      };
    });
  }

  async read(client: ApiClient, number: string): Promise<ReadReview> {
    await this.placeChanges(client);
    return this.asOfficial(client, async (tx) => {
      const review = await this.found(tx, client, number, 'application.read');
      return { review: review.review, updatedAt: (await updatedAt(tx, number)) ?? review.review.receivedAt };
    });
  }

  mails(client: ApiClient, number: string): Promise<readonly ShownMail[]> {
    return this.asOfficial(client, async (tx) => {
      const { review, mails } = await this.found(tx, client, number, 'application.mails-read');
      return shownMails(review, mails);
    });
  }

  approve(client: ApiClient, number: string): Promise<Review> {
    return this.thenPlaced(client, this.approval.run(number, officialOf(client)));
  }

  reject(client: ApiClient, number: string, reason: string): Promise<Review> {
    return this.thenPlaced(client, this.rejection.run(number, officialOf(client), reason));
  }

  file(client: ApiClient, request: string, items: Items): Promise<string> {
    return this.thenPlaced(client, this.filing.run(request, officialOf(client), items));
  }

  fileMany(client: ApiClient, request: string, { bytes, leftOut }: SentCsv): Promise<readonly ImportedRow[]> {
    const file = { name: 'API', bytes };
    return this.thenPlaced(client, this.importing.run(request, officialOf(client), file, leftOut));
  }

  /** What was done has its place before it is answered, so that a list asked for afterwards says when it was. */
  private async thenPlaced<Done>(client: ApiClient, work: Promise<Done>): Promise<Done> {
    const done = await work;
    await this.placeChanges(client);
    return done;
  }

  private placeChanges(client: ApiClient): Promise<void> {
    return this.asOfficial(client, (tx) => placeChanges(tx, this.clock.now()));
  }

  private async found(tx: Transaction, { clientId }: ApiClient, number: string, action: string) {
    const found = await findWithHistory(tx, number);
    if (found === undefined) throw reviewProblems.applicationMissing();
    await audit(tx, { actor: clientId, action, subject: number });
    return found;
  }

  private asOfficial<T>(client: ApiClient, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.databases.forOfficial(officialOf(client), work);
  }
}

/** The pass with its end, which is fixed by its first page. */
async function begun(
  tx: Transaction,
  { prefecture }: ApiClient,
  { pass, since, status }: ListQuery,
): Promise<Pass & { readonly until: number }> {
  if (pass?.until !== undefined) return { ...pass, until: pass.until };
  const until = await newestPlace(tx, prefecture);
  if (pass !== undefined) return { ...pass, until: Math.max(until, pass.after) };
  const after = since === undefined ? 0 : await placeBefore(tx, prefecture, since);
  return { after, until, status };
}
