import type { LookupAddress } from 'node:dns';
import { lookup as resolve } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';

/** All addresses of a host name, as they are at this moment. */
export type Resolve = (name: string) => Promise<readonly string[]>;

export const askDns: Resolve = async (name) => {
  const found = await resolve(name, { all: true, family: 4 });
  return found.map(({ address }) => address);
};

/**
 * For connections: each asks for the addresses anew and gets them beginning with the next one (round robin). The others
 * follow, for Node tries them in this order.
 */
export function inTurn(ask: Resolve): LookupFunction {
  let turn = 0;
  const next = async (name: string): Promise<LookupAddress[]> => {
    // DNS returns them in changing order, so they are sorted.
    const sorted = [...(await ask(name))].sort();
    if (sorted.length === 0) throw new Error(`${name} has no address`);
    const first = turn++ % sorted.length;
    return [...sorted.slice(first), ...sorted.slice(0, first)].map((address) => ({ address, family: 4 }));
  };
  return (name, _options, found) => {
    next(name).then(
      (addresses) => found(null, addresses),
      (error: Error) => found(error, []),
    );
  };
}
