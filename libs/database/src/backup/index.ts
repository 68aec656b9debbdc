export { BackupRefused } from './format.js';
export { finishRestore, restoreDatabase } from './restore.js';
export { saveDatabase } from './save.js';
