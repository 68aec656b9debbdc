import { z } from 'zod';

/**
 * The envelope: what every event carries besides its data. `id` is the message id of JetStream and the key of every
 * inbox.
 */
const envelopeShape = {
  id: z.uuid(),
  occurredAt: z.iso.datetime({ offset: true }),
  correlationId: z.string().min(1).max(64),
  causationId: z.string().min(1).max(64).optional(),
};

/**
 * The contract of one version of one event: its subject, its aggregate, and the shape of its data. A parse drops fields
 * that it does not know, so that producers may add optional ones.
 */
export interface EventContract<Subject extends string = string, Data extends z.ZodObject = z.ZodObject> {
  readonly subject: Subject;
  readonly aggregateType: string;
  readonly data: Data;
  /** The ordering key of the data, where it is more than the aggregate; see `orderingKeyOf`. */
  readonly orderingKey?: (data: z.output<Data>) => string;
  /** @throws ZodError where the input is no such event */
  parse(input: unknown): Envelope<Subject, z.output<Data>>;
}

export interface Envelope<Subject extends string = string, Data = unknown> {
  readonly id: string;
  readonly subject: Subject;
  /** ISO 8601 with offset. */
  readonly occurredAt: string;
  readonly correlationId: string;
  readonly causationId?: string | undefined;
  /** `version` grows with every change of the aggregate; an older one never overwrites a newer. */
  readonly aggregate: { readonly type: string; readonly id: string; readonly version: number };
  readonly data: Data;
}

export type EventOf<C> = C extends EventContract<infer Subject, infer Data> ? Envelope<Subject, z.output<Data>> : never;
export type DataOf<C> = EventOf<C>['data' & keyof EventOf<C>];

export function defineEvent<Subject extends string, Data extends z.ZodObject>(
  subject: Subject,
  aggregateType: string,
  data: Data,
  more: Pick<EventContract<Subject, Data>, 'orderingKey'> = {},
): EventContract<Subject, Data> {
  const envelope = z.object({
    ...envelopeShape,
    subject: z.literal(subject),
    aggregate: z.object({
      type: z.literal(aggregateType),
      id: z.string().min(1).max(128),
      version: z.int().positive(),
    }),
    data,
  });
  return {
    subject,
    aggregateType,
    data,
    ...more,
    parse: (input) => envelope.parse(input) as unknown as Envelope<Subject, z.output<Data>>,
  };
}
