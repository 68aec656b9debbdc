import type { Application as Items } from '@todoke/application-form';
import type { ImportedRow, Mark } from '../../proxy/index.js';
import type { Official, Review, ShownMail } from '../../reviews/index.js';
import type { ApiClient } from '../domain/client.js';
import type { Pass } from '../domain/pass.js';
import type { ChangedApplication } from '../persistence/changes.js';

/** What a list is asked for: a pass that begins, or goes on. */
export interface ListQuery {
  /** Absent: a new pass, of all. */
  readonly pass?: Pass | undefined;
  /** For a new pass: changes since then. */
  readonly since?: Date | undefined;
  readonly status?: string | undefined;
  readonly atMost: number;
}

export interface ListedPart {
  readonly applications: readonly ChangedApplication[];
  /** Where the pass goes on; absent at its end. */
  readonly next?: Pass | undefined;
  /** Where the next pass begins, which has what changes from now on. */
  readonly resume: Pass;
}

export interface ReadReview {
  readonly review: Review;
  readonly updatedAt: Date;
}

/** A CSV file, and which of its rows are not wanted. */
export interface SentCsv {
  readonly bytes: Uint8Array;
  readonly leftOut: readonly Mark[];
}

/**
 * What a client works at: the applications of its prefecture, or those of its sandbox. Each method throws the Problems
 * of the action that it stands for; `request` is the same whenever the same request is repeated.
 */
export interface Desk {
  list(client: ApiClient, query: ListQuery): Promise<ListedPart>;
  read(client: ApiClient, number: string): Promise<ReadReview>;
  mails(client: ApiClient, number: string): Promise<readonly ShownMail[]>;
  approve(client: ApiClient, number: string): Promise<Review>;
  reject(client: ApiClient, number: string, reason: string): Promise<Review>;
  file(client: ApiClient, request: string, items: Items): Promise<string>;
  fileMany(client: ApiClient, request: string, file: SentCsv): Promise<readonly ImportedRow[]>;
}

/** A prefecture's system acts as an official of its prefecture. Its id is the actor of what it does. */
export const officialOf = ({ clientId, prefecture }: ApiClient): Official => ({
  sub: clientId,
  role: 'prefecture',
  prefecture,
  area: [],
});
