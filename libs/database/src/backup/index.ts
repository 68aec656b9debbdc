export { BackupRefused } from './format.js';
export { restoreDatabase, type Restored } from './restore.js';
export { saveDatabase } from './save.js';
