import { Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { namesOf } from '../../people/index.js';
import { Databases, type Transaction } from '../../persistence/databases.js';
import type { MailOutcome } from '../domain/mail.js';
import type { Official } from '../domain/official.js';
import type { Queue } from '../domain/queue.js';
import type { Review } from '../domain/review.js';
import { findAssignee } from '../persistence/assignment.js';
import { findPossibleDuplicates, type PossibleDuplicate } from '../persistence/duplicates.js';
import type { HistoryLine } from '../persistence/history.js';
import { placeInQueue, type PlaceInQueue } from '../persistence/queue.js';
import { findReview, findWithHistory } from '../persistence/reviews.js';
import { usesShortcuts } from '../persistence/shortcuts.js';
import { noteViewer, otherViewers } from '../persistence/viewers.js';
import { problems } from '../problems.js';

/** Everything an official is shown of one application. */
export interface Dossier {
  readonly review: Review;
  readonly history: readonly HistoryLine[];
  readonly mails: readonly MailOutcome[];
  readonly duplicates: readonly PossibleDuplicate[];
  /** How the people are shown who did something, by their subjects. */
  readonly names: ReadonlyMap<string, string>;
  readonly place: PlaceInQueue;
  /** Whether the official decides with single keys. */
  readonly shortcuts: boolean;
  /** How the others are shown who have it open. */
  readonly viewers: readonly string[];
  /** How the one is shown who looks after it. */
  readonly assignee?: string | undefined;
  /** The application on which the official decided before this one, if the page was asked for it. */
  readonly before?: Review | undefined;
}

/** Which way the official came. */
export interface Way {
  readonly queue: Queue;
  /** Number of the application before. */
  readonly after?: string | undefined;
  /** When the official has opened its page; absent where nobody looks at one. */
  readonly at?: Date;
}

/** Opens what officials see of an application. It is a read of personal data, and is audited (R168). */
@Injectable()
export class OpenDossier {
  constructor(private readonly databases: Databases) {}

  /** @throws Problem application-missing, for an unknown number and for another prefecture's alike */
  run(number: string, official: Official, { queue, after, at }: Way = { queue: { mine: false } }): Promise<Dossier> {
    return this.databases.forOfficial(official, async (tx) => {
      const found = await findWithHistory(tx, number);
      if (found === undefined) throw problems.applicationMissing();
      const { review, history, mails } = found;
      const duplicates = await findPossibleDuplicates(tx, review.items, number);
      const before = after === undefined ? undefined : await findReview(tx, after);
      const assignee = await findAssignee(tx, number);
      const viewers = at === undefined ? [] : await lookedAt(tx, number, official, at);
      const others = [...viewers, ...(assignee === undefined ? [] : [assignee])];
      const names = await namesIn(tx, [review, ...(before ? [before] : [])], history, others);
      const place = await placeInQueue(tx, queue, number, official);
      const shortcuts = await usesShortcuts(tx, official.sub);
      await audit(tx, { actor: official.sub, action: 'application.read', subject: number });
      return {
        review,
        history,
        mails,
        duplicates,
        names,
        place,
        shortcuts,
        viewers: [...new Set(viewers.map((sub) => names.get(sub) ?? ''))],
        assignee: assignee && names.get(assignee),
        before,
      };
    });
  }

  /** The application that follows in a queue, where there is another. */
  next(number: string, official: Official, queue: Queue): Promise<string | undefined> {
    return this.databases.forOfficial(official, async (tx) => (await placeInQueue(tx, queue, number, official)).next);
  }
}

/** Notes that an official has the application open. @returns the subjects of the others who have */
async function lookedAt(tx: Transaction, number: string, official: Official, at: Date): Promise<string[]> {
  if (official.role === 'secretariat') return [];
  await noteViewer(tx, number, official.sub, at);
  return otherViewers(tx, number, official.sub, at);
}

function namesIn(
  tx: Transaction,
  reviews: readonly Review[],
  history: readonly HistoryLine[],
  others: readonly string[],
) {
  const acted = [
    ...reviews.map(({ state }) => ('decision' in state ? state.decision.by : undefined)),
    ...history.map(({ by }) => by),
    ...others,
  ];
  return namesOf(
    tx,
    acted.filter((sub) => sub !== undefined),
  );
}
