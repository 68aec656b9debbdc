import { readFileSync } from 'node:fs';

/**
 * Makes a function that reads src/data/<name>.json at its first call and keeps it, so that a service that asks for no
 * address pays nothing. The build copies the folder beside the compiled code.
 * @throws what fs or JSON.parse throw, at the first call
 */
export function bundledData<T>(name: string): () => T {
  let data: T | undefined;
  const file = new URL(`./data/${name}.json`, import.meta.url);
  return () => (data ??= JSON.parse(readFileSync(file, 'utf8')) as T);
}
