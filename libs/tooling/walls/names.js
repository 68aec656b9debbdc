import { packageFolders, filesIn } from './packages.js';

/** Names without a meaning, under which everything would be collected. */
const vague = new Set(['common', 'shared', 'util', 'utils', 'helper', 'helpers', 'core', 'misc']);

const stem = (segment) => segment.replace(/(\.[^.]+)+$/, '');

/** Files and folders with such a name. */
export const vagueNames = (root) =>
  packageFolders(root)
    .flatMap((folder) => filesIn(root, folder))
    .filter((file) => file.split('/').some((segment) => vague.has(stem(segment))))
    .map((from) => ({ rule: 'names-say-what-is-inside', from, to: '', why: `not one of ${[...vague].join(', ')}` }));
