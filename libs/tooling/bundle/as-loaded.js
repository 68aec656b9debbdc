import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';

/**
 * Prisma has its query compiler (WebAssembly) as a text of four megabytes, which every process would keep. Here it is a
 * file that is read once.
 * @type {import('esbuild').Plugin}
 */
export const webAssembly = {
  name: 'web-assembly',
  setup(build) {
    build.onLoad({ filter: /\.wasm-base64\.mjs$/ }, ({ path }) => ({
      contents: `
        import { readFileSync } from 'node:fs';
        import file from ${JSON.stringify(`bytes:${path}`)};
        export const wasm = readFileSync(new URL(file, import.meta.url));`,
      resolveDir: dirname(path),
    }));
    build.onResolve({ filter: /^bytes:/ }, ({ path }) => ({
      path: path.slice('bytes:'.length).replace('-base64.mjs', ''),
      namespace: 'bytes',
      pluginData: path.slice('bytes:'.length),
    }));
    build.onLoad({ filter: /.*/, namespace: 'bytes' }, async ({ pluginData: path }) => {
      const [, text = ''] = /const wasm = ["'`]([\w+/=]+)["'`]/.exec(await readFile(path, 'utf8')) ?? [];
      if (text === '') throw new Error(`${basename(path)} has another form than it had`);
      return { contents: Buffer.from(text, 'base64'), loader: 'file' };
    });
  },
};

/**
 * Node's http and https by `require`: an import reads all that they export, with it what only browsers' programs need
 * (WebSocket, with all of undici).
 * @type {import('esbuild').Plugin}
 */
export const withoutFacade = {
  name: 'without-facade',
  setup(build) {
    build.onResolve({ filter: /^(node:)?https?$/ }, ({ path, kind, namespace }) =>
      kind === 'import-statement' && namespace !== 'required' ? { path, namespace: 'required' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'required' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
  },
};
