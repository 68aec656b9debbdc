import type { questions } from './questions.js';

/**
 * Which service may ask which questions of others: asker → `ask.<service>.<question>`, sorted. A question is
 * request-reply over NATS, for an answer that must be fresh or must not be kept. The rights at NATS follow from this
 * table and from `hears`: who is not in it cannot ask, and reads no answer. Each app compares its part with the answers
 * of its modules in a test.
 */
export const asks: Readonly<Record<string, readonly (typeof questions)[number]['subject'][]>> = {
  approval: ['ask.accounts.login-id', 'ask.notifications.rejection-mail'],
};

/** The questions that others may ask a service, sorted. */
export const askedOf = (service: string): string[] =>
  [...new Set(Object.values(asks).flat())].filter((subject) => subject.startsWith(`ask.${service}.`)).sort();
