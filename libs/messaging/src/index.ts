export * from './announce.js';
export * from './dead-letters.js';
export { traceOf } from './event-trace.js';
export * from './messaging.module.js';
export * from './nats-link.js';
export * from './reactions.js';
export * from './sealing.js';
export * from './streams.js';
export { prerequisiteMissing } from './verdict.js';
