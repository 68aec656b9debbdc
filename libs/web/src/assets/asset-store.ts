import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { roomRules } from '../pages/navigation.js';

export interface Asset {
  body: Buffer;
  type: string;
  hash: string;
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

/** Everything below /assets/, read once at boot: the assets of the design system and of the app. */
export class AssetStore {
  private readonly assets = new Map<string, Asset>();

  /** @param folders name below /assets/ → file or folder; unknown kinds of file are left out */
  constructor(folders: Readonly<Record<string, string>> = {}) {
    this.add('page.css', styleSheet());
    this.addPath('', fileURLToPath(new URL('./files/', import.meta.url)));
    this.addModule('japan', createRequire(import.meta.url).resolve('@todoke/japan'), 'length.js');
    for (const [name, path] of Object.entries(folders)) this.addPath(name, path);
  }

  find(name: string): Asset | undefined {
    return this.assets.get(name);
  }

  /**
   * The address of an asset. It contains a hash of the content, so that it can be cached for ever.
   * @throws when there is no such asset, so that a page never refers to nothing
   */
  href(name: string): string {
    const asset = this.assets.get(name);
    if (asset === undefined) throw new Error(`no asset named ${name}`);
    return `/assets/${name}?v=${asset.hash}`;
  }

  /**
   * A module of a library that a browser runs as the server does, and what it imports of the same folder.
   * @param beside any module of that folder
   */
  private addModule(name: string, beside: string, file: string): void {
    const path = posix.join(name, file);
    if (this.assets.has(path)) return;
    const body = readFileSync(join(dirname(beside), file));
    this.add(path, body);
    const imports = body.toString().matchAll(/['"]\.\/([\w-]+\.js)['"]/g);
    for (const [, imported = ''] of imports) this.addModule(name, beside, imported);
  }

  private addPath(name: string, path: string): void {
    if (!statSync(path).isDirectory()) return this.add(name, readFileSync(path));
    for (const entry of readdirSync(path)) this.addPath(posix.join(name, entry), join(path, entry));
  }

  private add(name: string, body: Buffer): void {
    const type = types[extname(name)];
    if (type === undefined) return;
    this.assets.set(name, { body, type, hash: createHash('sha256').update(body).digest('base64url').slice(0, 12) });
  }
}

/**
 * One style sheet: the Digital Agency's tokens as published, the design system in the order of its files, and the
 * widths of the menu.
 */
function styleSheet(): Buffer {
  const tokens = createRequire(import.meta.url).resolve('@digital-go-jp/design-tokens/dist/tokens.css');
  const folder = new URL('../styles/', import.meta.url);
  const own = readdirSync(folder)
    .filter((file) => file.endsWith('.css'))
    .sort();
  const files = own.map((file) => readFileSync(new URL(file, folder)));
  return Buffer.concat([readFileSync(tokens), ...files, Buffer.from(roomRules)]);
}
