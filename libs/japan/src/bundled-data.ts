import { readFileSync } from 'node:fs';

/**
 * Gives a function that reads src/data/<name>.json at its first call and keeps it: importing this package
 * costs a service nothing until somebody asks for an address. The build copies the folder beside the compiled
 * code.
 */
export function bundledData<T>(name: string): () => T {
  let data: T | undefined;
  const file = new URL(`./data/${name}.json`, import.meta.url);
  return () => (data ??= JSON.parse(readFileSync(file, 'utf8')) as T);
}
