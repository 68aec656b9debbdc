export * from './announce.js';
export * from './dead-letters.js';
export * from './messaging.module.js';
export * from './nats-link.js';
export * from './not-yet.js';
export * from './reactions.js';
export * from './sealing.js';
export * from './streams.js';
