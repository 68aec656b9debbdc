const safePath = /^\/(?![/\\])[^\\\u0000-\u0020\u007f]*$/;
const anywhere = 'http://this.invalid';

/**
 * A path of this service from untrusted input. Undefined for whatever a browser would take for another
 * host (`//evil`, `/\evil`, `https:…`).
 */
export function localPath(input: unknown): string | undefined {
  if (typeof input !== 'string' || !safePath.test(input)) return undefined;
  if (!URL.canParse(input, anywhere)) return undefined;
  const url = new URL(input, anywhere);
  const path = `${url.pathname}${url.search}${url.hash}`;
  return url.origin === anywhere && !path.startsWith('//') && path.length <= 2_000 ? path : undefined;
}
