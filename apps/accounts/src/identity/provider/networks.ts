import type { IncomingMessage } from 'node:http';

const networks = new WeakMap<IncomingMessage, string>();

/** Notes from which network a request comes. The provider believes proxies of its own choice, so it is not asked. */
export const noteNetwork = (request: IncomingMessage, network: string): void => void networks.set(request, network);

/** @throws where the request did not come through the mount */
export function networkOf(request: IncomingMessage): string {
  const network = networks.get(request);
  if (network === undefined) throw new Error('a request that did not come through the mount');
  return network;
}
