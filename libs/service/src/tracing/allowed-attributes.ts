import type { Attributes } from '@opentelemetry/api';

/**
 * The attributes that an exported span may have. Everything else that instrumentations record (URLs with their values,
 * addresses of clients, texts of queries) may hold a secret or personal data.
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
