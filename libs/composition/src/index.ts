export { defineModule, type ModuleDefinition } from './module.js';
export type { ServiceDefinition } from './definition.js';
export { defineService, type Service } from './service.js';
export type { Job, Worker } from './work.js';
export { Parts } from './parts.js';
