import { fileURLToPath } from 'node:url';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { connectEvents } from '@todoke/messaging';
import { type Clock, clockFrom, documentApi, type SignedIn } from '@todoke/service';
import { createWebApp, type NavigationItem } from '@todoke/web';
import type { Config } from './config.js';
import { ReportingModule } from './reporting.module.js';

/** The service as it runs, and as tests run it; it does not listen yet. */
export async function createReporting(
  settings: Config,
  clock: Clock = clockFrom(settings.CLOCK_START),
): Promise<NestFastifyApplication> {
  const app = await createWebApp(ReportingModule.forRoot(settings, clock), {
    service: 'reporting',
    publicUrl: settings.PUBLIC_URL,
    databaseUrl: settings.DATABASE_URL,
    sessionSecret: settings.SESSION_SECRET,
    formActions: [settings.OIDC_ISSUER],
    assets: { reporting: fileURLToPath(new URL('./assets', import.meta.url)) },
    supportPhone: settings.SUPPORT_PHONE,
    navigation: (person) => navigation(person, settings),
  });
  documentApi(app, 'Todoke reporting');
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
