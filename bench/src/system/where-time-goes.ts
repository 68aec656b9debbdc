import { readFileSync } from 'node:fs';

interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  /** Microseconds since the sample before. */
  readonly timeDeltas: readonly number[];
}

/** Share of the time that was not idle, by package: of its own functions, without what they called. */
export function shares(file: string, most = 14): Record<string, number> {
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(file, 'utf8')) as Profile;
  const owners = new Map<number, string>();
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const ownerOf = (id: number): string => {
    const known = owners.get(id);
    if (known !== undefined) return known;
    const { functionName, url } = byId.get(id)?.callFrame ?? { functionName: '', url: '' };
    const parent = parents.get(id);
    // A function without a file, such as a built-in, counts for its caller.
    const native = url === '' && !functionName.startsWith('(') && parent !== undefined;
    const owner = native ? ownerOf(parent) : packageOf(url, functionName);
    owners.set(id, owner);
    return owner;
  };
  const times = new Map<string, number>();
  samples.forEach((id, at) => {
    const owner = ownerOf(id);
    times.set(owner, (times.get(owner) ?? 0) + (timeDeltas[at] ?? 0));
  });
  for (const idle of ['(idle)', '(root)']) times.delete(idle);
  const all = [...times.values()].reduce((sum, time) => sum + time, 0);
  const sorted = [...times].sort(([, one], [, other]) => other - one).slice(0, most);
  return Object.fromEntries(sorted.map(([owner, time]) => [owner, Math.round((time / all) * 1_000) / 10]));
}

function packageOf(url: string, functionName: string): string {
  if (url === '') return functionName;
  if (url.startsWith('node:')) return 'node';
  const inModules = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  if (inModules !== undefined) return inModules;
  return /\/((?:libs|apps)\/[^/]+)\//.exec(url)?.[1] ?? (url.startsWith('wasm:') ? 'wasm' : url.slice(-40));
}
