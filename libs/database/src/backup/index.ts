export { BackupRefused } from './format.js';
export { finishRestore, restoreDatabase, type Restored } from './restore.js';
export { saveDatabase } from './save.js';
