export { BackupRefused } from './format.js';
export { restoreDatabase } from './restore.js';
export { saveDatabase } from './save.js';
