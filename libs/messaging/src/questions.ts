import type { Msg } from '@nats-io/transport-node';
import type { AnswerOf, AskedOf, QuestionContract } from '@todoke/events';
import { defineProblems, inTime, type Logger, SpanKind, traced } from '@todoke/service';
import type { MessagingMetrics } from './messaging-metrics.js';
import type { NatsLink } from './nats-link.js';
import { errorCodeOf, headersOfQuestion } from './question-wire.js';

const problems = defineProblems({
  unanswered: {
    kind: 'unavailable',
    text: 'ただいま確認できません。しばらくたってから、もう一度お試しください。',
  },
});

/** There is no connection to NATS yet. */
class NotConnected extends Error {
  override readonly name = 'NotConnected';
}

/** Asks other services questions over NATS (request-reply), for answers that must be fresh or must not be kept. */
export class Questions {
  constructor(
    /** Milliseconds that an answer may take, a connection to NATS included. */
    private readonly within: number,
    private readonly nats: NatsLink,
    private readonly log: Logger,
    private readonly metrics: MessagingMetrics,
  ) {}

  /**
   * @throws Problem unanswered (unavailable) where nobody answers in time, the other service could not answer, or what
   * came is no answer to this question. Asking again does no harm.
   */
  async ask<Question extends QuestionContract>(
    question: Question,
    asked: AskedOf<Question>,
  ): Promise<AnswerOf<Question>> {
    const { subject } = question;
    const began = performance.now();
    const reply = await this.replyTo(subject, JSON.stringify(asked));
    const read = typeof reply === 'string' ? { without: reply } : readAnswer(question, reply);
    const seconds = (performance.now() - began) / 1_000;
    this.metrics.asked(subject, 'without' in read ? 'unanswered' : 'answered', seconds);
    if (!('without' in read)) return read.answer as AnswerOf<Question>;
    this.log.warn({ question: subject, why: read.without, ms: Math.round(seconds * 1_000) }, 'question not answered');
    throw problems.unanswered(`${subject}: ${read.without}`);
  }

  /** The reply, or why there is none. */
  private async replyTo(subject: string, payload: string): Promise<Msg | string> {
    const attributes = { 'messaging.system': 'nats', 'messaging.destination.name': subject };
    const ends = Date.now() + this.within;
    try {
      return await traced({ name: `ask ${subject}`, kind: SpanKind.CLIENT, attributes }, async () => {
        const connection = await inTime(this.nats.connection(), this.within, undefined);
        if (connection === undefined) throw new NotConnected();
        const timeout = Math.max(1, ends - Date.now());
        return connection.request(subject, payload, { timeout, headers: headersOfQuestion() });
      });
    } catch (error) {
      return error instanceof Error ? error.name : 'unknown';
    }
  }
}

/** The answer, or why the reply is none. What came is not told: it may be personal. */
function readAnswer(question: QuestionContract, reply: Msg): { answer: unknown } | { without: string } {
  const code = errorCodeOf(reply);
  if (code !== undefined) return { without: `reply ${code}` };
  try {
    return { answer: question.answer.parse(reply.json()) };
  } catch {
    return { without: 'malformed answer' };
  }
}
