export { defineModule, type ModuleDefinition } from './module.js';
export { defineService, type Service, type ServiceDefinition } from './service.js';
export type { Job, Worker } from './work.js';
export { Parts } from './parts.js';
export { on } from './on.js';
