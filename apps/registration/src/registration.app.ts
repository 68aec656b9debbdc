import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { connectEvents } from '@todoke/messaging';
import { type Clock, clockFrom } from '@todoke/service';
import { createWebApp, webOptions } from '@todoke/web';
import type { Config } from './config.js';
import { formUrl } from './applying/pages/user-Registration-Form/urls.js';
import { RegistrationModule, service } from './registration.module.js';

const altcha = join(dirname(createRequire(import.meta.url).resolve('altcha/altcha.css')), '..');

const assets = {
  registration: fileURLToPath(new URL('./applying/assets', import.meta.url)),
  'altcha/altcha.js': join(altcha, 'external/altcha.min.js'),
  'altcha/altcha.css': join(altcha, 'external/altcha.css'),
  'altcha/ja.js': join(altcha, 'i18n/ja.js'),
  'altcha/pbkdf2.js': join(altcha, 'workers/pbkdf2.js'),
};

/** The service as it runs, and as tests run it; it does not listen yet. */
export async function createApp(
  settings: Config,
  clock: Clock = clockFrom(settings.CLOCK_START),
): Promise<NestFastifyApplication> {
  const app = await createWebApp(RegistrationModule.forRoot(settings, clock), {
    ...webOptions(service, settings),
    home: formUrl,
    assets,
    footer: [
      { label: '連絡先', href: '/contact-points' },
      { label: '利用規約', href: '/terms' },
      { label: 'プライバシーポリシー', href: '/privacy' },
    ],
    navigation: (person) => (person?.role === 'secretariat' ? [{ label: '受付の設定', href: '/admin' }] : []),
  });
  connectEvents(app);
  return app;
}
