import { BlockList, isIP } from 'node:net';

/**
 * Special-purpose addresses (RFC 6890 and its registries at IANA): this machine, private networks, link-local ones with
 * the metadata services of clouds, shared, documentation, multicast, reserved.
 */
const notPublic4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/** Within the public addresses: Teredo and others, documentation, 6to4, which leads to any IPv4 address. */
const notPublic6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const special = new BlockList();
for (const [net, prefix] of notPublic4) special.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of notPublic6) special.addSubnet(net, prefix, 'ipv6');

/** All that is public today (IANA). Everything else is this machine, a private network, mapped IPv4 or reserved. */
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');

/** Whether an IP address is one of the public network. Text that is no IP address is none. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !special.check(address, 'ipv4');
  return family === 6 && global6.check(address, 'ipv6') && !special.check(address, 'ipv6');
}
