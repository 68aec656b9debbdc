import { execFile } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { repository } from '@todoke/local-system';

const require = createRequire(import.meta.url);
const state = join(repository, '.todoke');

export interface Chromium {
  readonly executablePath: string;
  readonly env: Record<string, string>;
}

/**
 * A Chromium to start: the one on the PATH, else the one inside @sparticuz/chromium, unpacked once into `.todoke`
 * with the libraries it needs, so that no system package is missing. Either finds a font with Japanese in it.
 */
export async function findChromium(): Promise<Chromium> {
  const fonts = { FONTCONFIG_FILE: fontConfiguration() };
  const installed = ['chromium', 'chromium-browser', 'google-chrome'].map(onPath).find((path) => path !== undefined);
  if (installed !== undefined) return { executablePath: installed, env: fonts };
  const folder = await unpacked();
  return {
    executablePath: join(folder, 'chromium'),
    env: { ...fonts, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') },
  };
}

function onPath(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

async function unpacked(): Promise<string> {
  const manifest = join(dirname(dirname(require.resolve('@sparticuz/chromium'))), 'package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const folder = join(state, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(state, { recursive: true });
  // Unpacked beside its place and renamed when complete: several runs may do this at once.
  const half = mkdtempSync(`${folder}.`);
  const program = fileURLToPath(new URL('./unpack-chromium.js', import.meta.url));
  // The package unpacks into the temporary folder, so a process of its own with another TMPDIR does it.
  await promisify(execFile)(process.execPath, [program], { env: { ...process.env, TMPDIR: half } });
  try {
    renameSync(half, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(half, { recursive: true, force: true });
  }
  return folder;
}

/** Noto Sans JP only, whatever fonts the machine has, so that pages look the same everywhere. */
function fontConfiguration(): string {
  const fonts = ['400Regular/NotoSansJP_400Regular.ttf', '700Bold/NotoSansJP_700Bold.ttf'];
  const folders = fonts.map((path) => dirname(require.resolve(`@expo-google-fonts/noto-sans-jp/${path}`)));
  const file = join(state, 'fonts', 'fonts.conf');
  mkdirSync(dirname(file), { recursive: true });
  const lines = folders.map((folder) => `  <dir>${folder}</dir>`);
  const text = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${lines.join('\n')}
  <cachedir>${join(state, 'fonts', 'cache')}</cachedir>
</fontconfig>
`;
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    writeFileSync(`${file}.${process.pid}`, text);
    renameSync(`${file}.${process.pid}`, file);
  }
  return file;
}
