export * from './announce.js';
export * from './dead-letters.js';
export { traceOf } from './event-trace.js';
export * from './messaging.module.js';
export * from './nats-link.js';
export * from './reactions.js';
export { retrySettings } from './retry-policy.js';
export * from './sealing.js';
export { prerequisiteMissing } from './verdict.js';
