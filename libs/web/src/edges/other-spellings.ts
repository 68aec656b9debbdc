import type { Route } from './routes.js';

/** What people put for a hyphen, above all with a Japanese keyboard. */
const hyphens = /[_‐-―−ー]/gu;

/** What stuck to the end of an address that was copied out of a sentence. */
const stuckToTheEnd = /[\s.。、,;:)\]}>」』】〉》"'’”]+$/u;

/**
 * The address that somebody meant who typed a path from paper, where the path as typed has no page: in another case
 * (R1 prints `/user-Registration-Form`), in full width, with the signs of a Japanese keyboard, or with the end of the
 * sentence in which it stood. The query stays.
 * @param address path and query, as requested
 * @returns a path of this service that answers GET; undefined where none is like it
 */
export function addressMeant(routes: readonly Route[], address: string): string | undefined {
  const [path = '/', ...query] = address.split('?');
  const typed = segmentsOf(path);
  const [route] = routes
    .filter(({ method, audience }) => method === 'GET' && audience !== 'machines' && audience !== 'operations')
    .filter((candidate) => fits(candidate.path, typed))
    .sort((one, other) => parametersIn(one.path) - parametersIn(other.path));
  if (route === undefined) return undefined;
  const meant = route.path
    .split('/')
    .map((part, at) => (isParameter(part) ? encodeURIComponent(typed[at] ?? '') : part));
  return meant.join('/') === path ? undefined : [meant.join('/'), ...query].join('?');
}

const isParameter = (part: string): boolean => part.startsWith(':');
const parametersIn = (path: string): number => path.split('/').filter(isParameter).length;

/** As in `path.split('/')`: the first is empty. */
function segmentsOf(path: string): readonly string[] {
  const plain = decoded(path).normalize('NFKC').replaceAll(hyphens, '-').replace(stuckToTheEnd, '');
  return [
    '',
    ...plain
      .split('/')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ];
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function fits(path: string, typed: readonly string[]): boolean {
  const parts = path.split('/');
  return (
    !path.includes('*') &&
    parts.length === typed.length &&
    parts.every((part, at) => isParameter(part) || part.toLowerCase() === typed[at]?.toLowerCase())
  );
}
