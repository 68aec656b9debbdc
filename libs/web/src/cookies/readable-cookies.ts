/** Octets of a name and value together; browsers keep no longer ones (RFC 6265bis 5.7). */
const longest = 4_096;

const control = /[\u0000-\u001f\u007f]/;

/**
 * The cookies of a Cookie header by name, in the order in which they stand. Left out are those that are too long, whose
 * percent signs mean nothing, or that hold control characters.
 */
export function readableCookies(header: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, Math.max(at, 0)).trim();
    const value = at < 0 || name === '' || pair.length > longest ? undefined : decoded(pair.slice(at + 1).trim());
    if (value !== undefined) found.set(name, [...(found.get(name) ?? []), value]);
  }
  return found;
}

function decoded(text: string): string | undefined {
  const bare = text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
  try {
    const value = decodeURIComponent(bare);
    return control.test(value) ? undefined : value;
  } catch {
    return undefined;
  }
}
