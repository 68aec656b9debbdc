import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { connectEvents } from '@todoke/messaging';
import { type Clock, clockFrom, type SignedIn } from '@todoke/service';
import { createWebApp, type NavigationItem, webOptions } from '@todoke/web';
import type { Config } from './config.js';
import { NotificationsModule, service } from './notifications.module.js';

/**
 * The service as it runs, and as tests run it; it does not listen yet.
 * @throws TemplateError when the text of a mail does not fit it
 */
export async function createApp(
  settings: Config,
  clock: Clock = clockFrom(settings.CLOCK_START),
): Promise<NestFastifyApplication> {
  const app = await createWebApp(NotificationsModule.forRoot(settings, clock), {
    ...webOptions(service, settings),
    navigation: (person) => navigation(person, settings),
  });
  connectEvents(app);
  return app;
}

const navigation = (person: SignedIn | undefined, { REPORTING_URL }: Config): NavigationItem[] =>
  person === undefined
    ? []
    : [
        { label: 'ホーム', href: REPORTING_URL },
        { label: 'メール送信状況', href: '/' },
      ];
