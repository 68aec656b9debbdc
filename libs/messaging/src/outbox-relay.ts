import { setTimeout as pause } from 'node:timers/promises';
import { type Logger, RepeatingJob } from '@todoke/service';
import pg from 'pg';
import type { MessagingMetrics } from './messaging-metrics.js';
import type { NatsLink } from './nats-link.js';
import { type PublishableRow, publishEvent } from './publish-event.js';
import { afterFailure, connectWithin, standbyPoll } from './retry-policy.js';

type OutboxRow = PublishableRow & { readonly position: string };

const batchSize = 500;
/** Milliseconds between two rounds at least, so that one publishes what several transactions announced. */
const pace = 25;
const markPublished = 'UPDATE outbox SET published_at = now() WHERE position = ANY($1::bigint[])';
/** Days for which outbox, inbox and correlation roots are kept. */
export const keepDays = 400;

/**
 * The relay: publishes the outbox in order, and marks a row as published after JetStream confirmed it. One relay a
 * service is active, by an advisory lock that Postgres releases when its holder ends (leader election). The others
 * stand by.
 */
export class OutboxRelay {
  private readonly job = new RepeatingJob({
    round: () => this.runOnOneConnection(),
    failed: (error) => {
      if (!this.job.stopping) this.logger.warn({ err: error }, 'outbox relay begins again');
    },
    afterFailure,
  });

  constructor(
    private readonly options: { service: string; workerUrl: string; poll: number },
    private readonly nats: NatsLink,
    private readonly logger: Logger,
    private readonly metrics: MessagingMetrics,
  ) {}

  start(): void {
    this.job.start();
  }

  stop(): Promise<void> {
    return this.job.stop();
  }

  /**
   * Runs until the service stops or the connection is lost.
   * @returns milliseconds until the next try
   */
  private async runOnOneConnection(): Promise<number> {
    const client = new pg.Client({
      connectionString: this.options.workerUrl,
      // Its statement has an array, of which Postgres would make a new plan in every round.
      options: `-c search_path=${this.options.service} -c plan_cache_mode=force_generic_plan`,
      application_name: `${this.options.service}-outbox`,
      connectionTimeoutMillis: connectWithin,
      keepAlive: true,
    });
    let lost = false;
    client.on('error', () => {
      lost = true;
      this.job.wake();
    });
    await client.connect();
    try {
      if (!(await this.becomeActive(client, () => lost))) return 0;
      client.on('notification', () => this.job.wake());
      await client.query(`LISTEN "outbox_${this.options.service}"`);
      let cleanAt = Date.now();
      let confirmed: readonly string[] = [];
      while (!this.job.stopping && !lost) {
        const rows = await this.markAndRead(client, confirmed);
        const [began, published] = [performance.now(), rows.length === 0 ? [] : await this.publish(rows)];
        confirmed = published;
        if (published.length < rows.length) await this.job.rest(afterFailure);
        if (rows.length === 0) await this.job.rest(this.options.poll);
        else await pause(Math.max(0, began + pace - performance.now()));
        if (Date.now() >= cleanAt) {
          await this.forgetOld(client);
          cleanAt = Date.now() + 60 * 60 * 1_000;
        }
      }
      if (!lost) await this.mark(client, confirmed);
      return 0;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private async becomeActive(client: pg.Client, lost: () => boolean): Promise<boolean> {
    while (!this.job.stopping && !lost()) {
      const { rows } = await client.query<{ active: boolean }>(
        "SELECT pg_try_advisory_lock(hashtext('outbox-relay'), hashtext($1)) AS active",
        [this.options.service],
      );
      if (rows[0]?.active === true) return true;
      await this.job.rest(standbyPoll);
    }
    return false;
  }

  /** Marks what was published, and reads what is to be published next, in one statement. */
  private async markAndRead(client: pg.Client, confirmed: readonly string[]): Promise<OutboxRow[]> {
    // The release before writes the root to `origin`.
    const { rows } = await client.query<OutboxRow>({
      name: 'outbox-next',
      text: `WITH published AS (${markPublished})
             SELECT position, id, subject, envelope, traceparent, coalesce(root, origin) AS root FROM outbox
             WHERE published_at IS NULL AND position <> ALL($1::bigint[])
             ORDER BY position LIMIT ${String(batchSize)}`,
      values: [confirmed],
    });
    return rows;
  }

  private async mark(client: pg.Client, confirmed: readonly string[]): Promise<void> {
    if (confirmed.length > 0) await client.query(markPublished, [confirmed]);
  }

  /** @returns the positions that JetStream confirmed */
  private async publish(rows: readonly OutboxRow[]): Promise<string[]> {
    const jetstream = await this.nats.client();
    const results = await Promise.allSettled(rows.map((row) => publishEvent(jetstream, row)));
    const confirmed = rows.filter((_, index) => results[index]?.status === 'fulfilled');
    for (const row of confirmed) this.metrics.published(row.subject);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) {
      const missing = rows.length - confirmed.length;
      this.logger.warn({ missing, err: failed.reason as unknown }, 'events wait for their stream');
    }
    return confirmed.map((row) => row.position);
  }

  private async forgetOld(client: pg.Client): Promise<void> {
    await client.query(`DELETE FROM outbox WHERE published_at < now() - interval '${String(keepDays)} days'`);
    await client.query(`DELETE FROM inbox WHERE received_at < now() - interval '${String(keepDays)} days'`);
    await client.query(`DELETE FROM correlation_roots WHERE noted_at < now() - interval '${String(keepDays)} days'`);
  }
}
