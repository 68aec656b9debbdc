/**
 * Which service may ask which questions of others: asker → `ask.<service>.<question>`, sorted. A question is
 * request-reply over NATS, for an answer that must be fresh or must not be kept. The rights at NATS follow from this
 * table and from `hears`: who is not in it cannot ask, and reads no answer. No service asks any yet.
 */
export const asks: Readonly<Record<string, readonly `ask.${string}.${string}`[]>> = {};
