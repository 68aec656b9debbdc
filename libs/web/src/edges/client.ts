import { isIPv6 } from 'node:net';

/**
 * Whom limits count a request for: the address of the browser's network. Of IPv6 the first 64 bits, since one
 * connection has all the others for itself (RFC 6177) and could otherwise be somebody new with each request. Blank
 * where the connection is gone already: nobody reads the answer.
 */
export const clientOf = ({ ip }: { readonly ip?: string | undefined }): string => networkOf(ip ?? '');

function networkOf(ip: string): string {
  const address = ip.split('%', 1)[0] ?? ip;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups = [...first, ...Array<string>(8 - first.length - last.length).fill('0'), ...last];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
