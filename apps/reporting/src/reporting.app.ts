import { fileURLToPath } from 'node:url';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { connectEvents } from '@todoke/messaging';
import { type Clock, clockFrom, type SignedIn } from '@todoke/service';
import { createWebApp, type NavigationItem, webOptions } from '@todoke/web';
import type { Config } from './config.js';
import { ReportingModule, service } from './reporting.module.js';

const assets = { reporting: fileURLToPath(new URL('./home/assets', import.meta.url)) };

/** The service as it runs, and as tests run it; it does not listen yet. */
export async function createApp(
  settings: Config,
  clock: Clock = clockFrom(settings.CLOCK_START),
): Promise<NestFastifyApplication> {
  const app = await createWebApp(ReportingModule.forRoot(settings, clock), {
    ...webOptions(service, settings),
    assets,
    navigation: (person) => navigation(person, settings),
  });
  connectEvents(app);
  return app;
}

const home: NavigationItem = { label: 'ホーム', href: '/' };

function navigation(person: SignedIn | undefined, { APPROVAL_URL }: Config): NavigationItem[] {
  switch (person?.role) {
    case undefined:
      return [];
    case 'prefecture':
    case 'health-centre':
    case 'secretariat':
      return [home, { label: '申請一覧', href: APPROVAL_URL }];
    default:
      return [home];
  }
}
