import type { Attributes } from '@opentelemetry/api';

/**
 * What may leave in a span. Everything else that instrumentations note (URLs with their values, addresses of
 * clients, texts of queries) may hold a secret or a person.
 */
const allowed = [
  /^http\.(route|request\.method|response\.status_code)$/,
  /^db\.(system|system\.name|operation\.name|namespace)$/,
  /^messaging\./,
  /^mail\./,
  /^error\.type$/,
];

export const allowedAttributes = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => allowed.some((pattern) => pattern.test(name))));
