import { correlation, type Logger, RepeatingJob } from '@todoke/service';
import type { DeadLetters, WantedLetter } from './dead-letters.js';
import { correlationOf, readEvent } from './delivery.js';
import { hearersAmong, type ReactionTable } from './reaction-table.js';
import type { Reactor, Task } from './reactor.js';
import { deadLetterPoll } from './retry-policy.js';
import { judge } from './verdict.js';

export interface RetryNeeds {
  readonly dead: DeadLetters;
  readonly table: ReactionTable;
  readonly reactor: Reactor;
  readonly log: Logger;
}

/** The job that retries dead letters on request, each for the module that could not take it. */
export function deadLetterRetries({ dead, table, reactor, log }: RetryNeeds): RepeatingJob {
  const heard = table.subjects.flatMap((subject) => table.rowsFor(subject).map(({ module }) => ({ module, subject })));

  async function retry(letter: WantedLetter): Promise<void> {
    const { id, subject, module } = letter;
    const about = { letter: id, subject, module };
    try {
      for (const task of tasksOf(letter, table)) await reactor.react([task]);
      await dead.resolved(id);
      log.info(about, 'dead letter taken after all');
    } catch (error) {
      const { code } = judge(error, Number.MAX_SAFE_INTEGER);
      await dead.failedAgain(id, code);
      log.error({ ...about, code }, 'dead letter failed again');
    }
  }

  return new RepeatingJob({
    round: async () => {
      for (const letter of await dead.wanted(heard)) {
        const event = readEvent(letter.subject, letter.payload);
        await correlation.run(correlationOf({ subject: letter.subject, event }), () => retry(letter));
      }
      return deadLetterPoll;
    },
    // The database is unavailable, which readiness reports.
    failed: () => undefined,
    afterFailure: deadLetterPoll,
  });
}

/**
 * The tasks of a dead letter. One without a module is retried by each module that hears its subject, and the inbox
 * skips those that took it. Empty where the subject is ignored.
 */
function tasksOf({ subject, module, payload }: WantedLetter, table: ReactionTable): Task[] {
  const delivered = { subject, event: readEvent(subject, payload) };
  const forModule = module !== '';
  const rows = table.rowsFor(subject, forModule ? module : undefined);
  if (rows.length === 0) return [{ module, delivered, row: undefined, forModule }];
  return hearersAmong(rows).map((row) => ({ module: row.module, delivered, row, forModule }));
}
