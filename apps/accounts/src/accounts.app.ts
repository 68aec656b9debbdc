import { fileURLToPath } from 'node:url';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { connectEvents } from '@todoke/messaging';
import { type Clock, clockFrom, type SignedIn } from '@todoke/service';
import { createWebApp, type NavigationItem, webOptions } from '@todoke/web';
import Provider from 'oidc-provider';
import { AccountsModule, service } from './accounts.module.js';
import type { Config } from './config.js';
import { mountProvider } from './identity/provider/mount.js';

const assets = { accounts: fileURLToPath(new URL('./identity/assets/', import.meta.url)) };

/** The service as it runs, and as tests run it; it does not listen yet. */
export async function createApp(
  settings: Config,
  clock: Clock = clockFrom(settings.CLOCK_START),
): Promise<NestFastifyApplication> {
  const app = await createWebApp(AccountsModule.forRoot(settings, clock), {
    ...webOptions(service, settings),
    assets,
    navigation,
    // A sign-in that began at another service leads back there.
    formActions: Object.values(settings.publicUrls),
    csrfExempt: [new URL(settings.OIDC_ISSUER).pathname],
  });
  mountProvider(app, app.get(Provider));
  connectEvents(app);
  return app;
}

function navigation(person: SignedIn | undefined): NavigationItem[] {
  if (person === undefined) return [];
  const queue = { label: '確認待ち一覧', href: '/secretariat' };
  return [{ label: '接続先選択', href: '/destinations' }, ...(person.role === 'secretariat' ? [queue] : [])];
}
