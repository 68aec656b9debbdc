export { defineModule, type ModuleDefinition } from './module.js';
export { defineService } from './service.js';
export type { Job } from './work.js';
export { Parts } from './parts.js';
export { appSettings } from './settings.js';
