import { defineModule } from '@todoke/composition';
import { SETTINGS } from '@todoke/service';
import type { Config } from '../config.js';
import { ChangeEndpoint } from './actions/change-endpoint.js';
import { RegisterEndpoint } from './actions/register-endpoint.js';
import { SendAgain } from './actions/send-again.js';
import { deliverWebhooks } from './jobs/deliver.js';
import { forgetOldDeliveries } from './jobs/forget-deliveries.js';
import { WebhookPage } from './pages/webhooks/webhook.page.js';
import { WebhooksPage } from './pages/webhooks/webhooks.page.js';
import { SecretBox } from './sending/secret-box.js';

/** Webhooks: a prefecture's systems are told of its applications and mails, signed, and again until they answer. */
export const webhooks = defineModule<Config>({
  name: 'webhooks',
  pages: [WebhooksPage, WebhookPage],
  providers: [
    RegisterEndpoint,
    ChangeEndpoint,
    SendAgain,
    {
      provide: SecretBox,
      inject: [SETTINGS],
      useFactory: ({ SESSION_SECRET }: Config) => new SecretBox(SESSION_SECRET),
    },
  ],
  jobs: [deliverWebhooks, forgetOldDeliveries],
});
