import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const altcha = join(dirname(require.resolve('altcha/altcha.css')), '..');

/** Files of the widget, for `packageAssets` of a module whose pages have the partial `robot-check`. */
export const robotCheckAssets: Readonly<Record<string, string>> = {
  'altcha/altcha.js': join(altcha, 'external/altcha.min.js'),
  'altcha/altcha.css': join(altcha, 'external/altcha.css'),
  'altcha/ja.js': join(altcha, 'i18n/ja.js'),
  'altcha/pbkdf2.js': join(altcha, 'workers/pbkdf2.js'),
  'fast-sha256/sha256.js': require.resolve('fast-sha256/sha256.min.js'),
};

/** Scripts and styles of a page with the partial `robot-check`. */
export const robotCheckScripts = ['plain-http.js', 'altcha/altcha.js', 'altcha/ja.js', 'robot-check.js'];
export const robotCheckStyles = ['altcha/altcha.css', 'robot-check.css'];

/** The data of the partial `robot-check`. */
export interface RobotCheckView {
  /** Where the widget gets its challenge. */
  readonly challenge: string;
  readonly error?: string;
}

/** @param endpoint the service's address of challenges; @param level how hard the check has to be */
export const robotCheckView = (endpoint: string, level = 0, error?: string): RobotCheckView => ({
  challenge: level === 0 ? endpoint : `${endpoint}?level=${level}`,
  ...(error !== undefined && { error }),
});
