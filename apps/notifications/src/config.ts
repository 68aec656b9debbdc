import { keySetSetting } from '@todoke/messaging';
import { environment, publicAddress } from '@todoke/service';
import { appSettings } from '@todoke/composition';
import { z } from 'zod';
import { retrySettings } from './retry-policy.js';

const count = (least: number, most: number, usual: number) =>
  z.coerce.number().int().min(least).max(most).default(usual);

/** `/password/` and a token of 32 letters and digits. */
const passwordPath = '/password/'.length + 32;
/** A longer line may be broken by mail programs, and the link with it (R93). */
const longestLine = 76;

const settings = appSettings
  .extend({
    ACCOUNTS_URL: publicAddress.refine((url) => url.length + passwordPath <= longestLine, {
      message: `may have ${longestLine - passwordPath} characters, or password links break in mails`,
    }),
    SENDER_NAME: z
      .string()
      .regex(/^[^\r\n<>"]+$/)
      .default('厚生労働省G-MIS事務局'),
    SENDER_ADDRESS: z.email().default('info@g-mis.example'),
    SCHEME_MEDICAL_URL: z.url().default('https://www.mhlw.go.jp/stf/newpage_35867.html'),
    SCHEME_PHARMACY_URL: z
      .url()
      .default('https://www.mhlw.go.jp/stf/seisakunitsuite/bunya/kenkou_iryou/iyakuhin/kinoujouhou/index_00003.html'),
    SEALING_PRIVATE_KEYS: keySetSetting,
    SMTP_URL: z.url({ protocol: /^smtps?$/ }),
    SMTP_MAX_CONNECTIONS: count(1, 500, 20),
    SMTP_MAX_MESSAGES: count(1, 1_000_000, 1_000),
    SMTP_SEND_TIMEOUT_MS: count(100, 600_000, 60_000),
    MAIL_LEASE_MS: count(200, 3_600_000, 90_000),
    MAIL_DRAIN_MS: count(0, 60_000, 12_000),
    MAIL_ROUND_MS: count(20, 600_000, 5_000),
    ...retrySettings,
    MAIL_KEEP_DAYS: count(1, 3_650, 90),
  })
  .refine((given) => given.MAIL_LEASE_MS > given.SMTP_SEND_TIMEOUT_MS, {
    path: ['MAIL_LEASE_MS'],
    message: 'must be longer than SMTP_SEND_TIMEOUT_MS, or two senders may have the same mail',
  });

export type Config = Readonly<z.output<typeof settings>>;

/** @throws ConfigurationError naming what is missing or wrong */
export const config = (source?: NodeJS.ProcessEnv): Config => environment(settings, source);
