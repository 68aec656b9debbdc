import { docker } from './stack.js';

export interface Image {
  readonly user: string;
  readonly bytes: number;
  readonly layers: readonly string[];
}

export async function image(name: string): Promise<Image> {
  const [found] = JSON.parse(await docker(['image', 'inspect', name])) as [
    { Config: { User: string }; Size: number; RootFS: { Layers: string[] } },
  ];
  return { user: found.Config.User, bytes: found.Size, layers: found.RootFS.Layers };
}

/** Paths below /todoke in an image, packages of npm to their own depth only. */
export async function contents(name: string): Promise<string[]> {
  const script = `cd /todoke && find . -path './node_modules/*/*/*' -prune -o -print; find node_modules -name '*.node'`;
  return (await docker(['run', '--rm', '--entrypoint', 'sh', name, '-c', script]))
    .split('\n')
    .map((path) => path.replace(/^\.\//, ''));
}
