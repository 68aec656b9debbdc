import { fileURLToPath } from 'node:url';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { connectEvents } from '@todoke/messaging';
import { type Clock, type SignedIn } from '@todoke/service';
import { createWebApp, type NavigationItem } from '@todoke/web';
import Provider from 'oidc-provider';
import { AccountsModule, service } from './accounts.module.js';
import type { Config } from './config.js';
import { mountProvider } from './identity/provider/mount.js';

const assets = fileURLToPath(new URL('./assets/', import.meta.url));

/** The whole service, ready to listen. */
export async function createApp(config: Config, clock: Clock = config.clock): Promise<NestFastifyApplication> {
  const app = await createWebApp(AccountsModule.forRoot(config, clock), {
    service,
    publicUrl: config.PUBLIC_URL,
    databaseUrl: config.DATABASE_URL,
    sessionSecret: config.SESSION_SECRET,
    supportPhone: config.SUPPORT_PHONE,
    // A sign-in that began at another service leads back there.
    formActions: [config.OIDC_ISSUER, ...Object.values(config.publicUrls)],
    csrfExempt: [new URL(config.OIDC_ISSUER).pathname],
    assets: { accounts: assets },
    navigation,
    ...(config.PROXIES !== undefined && { proxies: config.PROXIES }),
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
