import { fileURLToPath } from 'node:url';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { connectEvents } from '@todoke/messaging';
import { type Clock, clockFrom, type SignedIn } from '@todoke/service';
import { createWebApp, type NavigationItem, webOptions } from '@todoke/web';
import { ApprovalModule, service } from './approval.module.js';
import type { Config } from './config.js';

const assets = { approval: fileURLToPath(new URL('./reviews/assets', import.meta.url)) };

/** The service as it runs, and as tests run it; it does not listen yet. */
export async function createApp(
  settings: Config,
  clock: Clock = clockFrom(settings.CLOCK_START),
): Promise<NestFastifyApplication> {
  const app = await createWebApp(ApprovalModule.forRoot(settings, clock), {
    ...webOptions(service, settings),
    assets,
    navigation: (person) => navigation(person, settings),
  });
  connectEvents(app);
  return app;
}

function navigation(person: SignedIn | undefined, { REPORTING_URL }: Config): NavigationItem[] {
  if (person === undefined) return [];
  const home = { label: 'ホーム', href: REPORTING_URL };
  const list = { label: '申請一覧', href: '/' };
  return person.role === 'prefecture'
    ? [home, list, { label: '代理申請', href: '/proxy-applications' }]
    : [home, list];
}
