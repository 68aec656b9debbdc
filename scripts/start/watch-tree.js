import { existsSync, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';

const PASSED_OVER = new Set(['generated', 'node_modules', 'dist']);

/**
 * Reports every file that changes below a folder, also in folders that are created later. Node's own recursive
 * watching watches each file on Linux, and fails as a whole when one is deleted at the wrong moment.
 * @param {string} folder
 * @param {(path: string) => void} changed
 * @returns {() => void} ends it
 */
export function watchTree(folder, changed) {
  const watchers = new Map();
  const add = (path) => {
    if (watchers.has(path)) return;
    try {
      const watcher = watch(path, (_, name) => {
        if (name === null) return;
        const entry = join(path, name);
        changed(entry);
        look(path);
      });
      watcher.on('error', () => remove(path));
      watchers.set(path, watcher);
      look(path);
    } catch {
      // It was deleted in the meantime.
    }
  };
  const look = (path) => {
    if (!existsSync(path)) return remove(path);
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (entry.isDirectory() && !PASSED_OVER.has(entry.name)) add(join(path, entry.name));
    }
  };
  const remove = (path) => {
    watchers.get(path)?.close();
    watchers.delete(path);
  };
  add(folder);
  return () => {
    for (const watcher of watchers.values()) watcher.close();
  };
}
