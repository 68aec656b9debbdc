import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { inflate } from '@sparticuz/chromium';

/** A program of its own: unpacks Chromium and its libraries into TMPDIR. */
const folder = join(dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium'))), 'bin');
for (const part of ['chromium.br', 'al2023.tar.br']) await inflate(join(folder, part));
