const anywhere = new URL('http://this.invalid');

/**
 * A path of this service out of untrusted input, or undefined: nothing that a browser would take for another
 * host (`//evil`, `/\evil`, `https:…`) comes through.
 */
export function localPath(input: unknown): string | undefined {
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is looked for
  if (typeof input !== 'string' || input.length > 2_000 || !/^\/(?![/\\])[^\\\u0000-\u0020\u007f]*$/.test(input)) return undefined;
  if (!URL.canParse(input, anywhere)) return undefined;
  const url = new URL(input, anywhere);
  return url.origin === anywhere.origin && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}${url.hash}` : undefined;
}
