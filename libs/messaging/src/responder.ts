import type { Msg, Subscription } from '@nats-io/transport-node';
import { isUnavailable } from '@todoke/database';
import type { QuestionContract } from '@todoke/events';
import { correlation, type Logger, SpanKind, traced } from '@todoke/service';
import type { Answering } from './answers.js';
import type { MessagingMetrics } from './messaging-metrics.js';
import type { NatsLink } from './nats-link.js';
import { type NoAnswer, originOf, replyWithout } from './question-wire.js';

/**
 * Answers the questions of other services. All processes of a service are one queue group, so each question reaches one
 * of them. Nothing of a question or an answer is logged.
 */
export class Responder {
  private readonly subscriptions: Subscription[] = [];
  private readonly underWay = new Set<Promise<void>>();
  private stopping = false;

  constructor(
    private readonly service: string,
    private readonly answers: readonly Answering<never>[],
    /** The second argument of answers. */
    private readonly parts: () => unknown,
    private readonly nats: NatsLink,
    private readonly log: Logger,
    private readonly metrics: MessagingMetrics,
  ) {}

  /** Subscribes as soon as NATS is there; the client subscribes again whenever it reconnects. */
  start(): void {
    if (this.answers.length === 0) return;
    const parts = this.parts();
    void this.nats.connection().then(
      (connection) => {
        if (this.stopping) return;
        for (const row of this.answers) {
          const callback = (_error: Error | null, message: Msg): void => this.take(row, parts, message);
          this.subscriptions.push(connection.subscribe(row.question.subject, { queue: this.service, callback }));
        }
      },
      // The service ended before NATS was there.
      () => undefined,
    );
  }

  /** Takes no more questions, and answers those under way. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.subscriptions.map((one) => one.drain().catch(() => undefined)));
    await Promise.all(this.underWay);
  }

  private take(row: Answering<never>, parts: unknown, message: Msg): void {
    const work = this.reply(row, parts, message).finally(() => this.underWay.delete(work));
    this.underWay.add(work);
  }

  private async reply(row: Answering<never>, parts: unknown, message: Msg): Promise<void> {
    const { subject } = row.question;
    const began = performance.now();
    await correlation.run(originOf(message).correlation, async () => {
      const { why, error } = await answerTo(row, parts, message);
      const seconds = (performance.now() - began) / 1_000;
      this.metrics.replied(subject, why ?? 'answered', seconds);
      if (why === undefined) this.log.info({ question: subject, ms: Math.round(seconds * 1_000) }, 'question answered');
      else this.log.warn({ question: subject, why, err: error }, 'question not answered');
    });
  }
}

/** Replies, and tells why without an answer where there is none. */
async function answerTo(
  { question, answer }: Answering<never>,
  parts: unknown,
  message: Msg,
): Promise<{ why?: NoAnswer; error?: unknown }> {
  const without = (why: NoAnswer, error?: unknown): { why: NoAnswer; error?: unknown } => {
    replyWithout(message, why);
    return { why, error };
  };
  const asked = askedIn(question, message);
  if (asked === undefined) return without('malformed');
  const attributes = { 'messaging.system': 'nats', 'messaging.destination.name': question.subject };
  const kind = SpanKind.SERVER;
  const span = { name: `answer ${question.subject}`, kind, parent: originOf(message).parent, attributes };
  try {
    const given = await traced(span, () => answer(asked as never, parts as never));
    // Fields that are not in the contract stay here.
    message.respond(JSON.stringify(question.answer.parse(given)));
    return {};
  } catch (error) {
    return without(isUnavailable(error) ? 'unavailable' : 'failed', error);
  }
}

/** Undefined where the message is no such question. */
function askedIn(question: QuestionContract, message: Msg): object | undefined {
  try {
    return question.asked.parse(message.json());
  } catch {
    return undefined;
  }
}
