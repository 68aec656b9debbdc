import { applicationFields, applicationSchema } from '@todoke/application-form';
import { form } from '@todoke/web';
import { z } from 'zod';

/**
 * The same 16 items as institutions fill in themselves (R74). The prefecture is the official's own, and the mail
 * address is typed here.
 */
export const proxyForm = form(applicationSchema, {
  ...applicationFields,
  prefecture: {
    ...applicationFields.prefecture,
    readonly: true,
    hint: '代理申請ができるのは、管轄する都道府県の機関だけです。',
  },
  email: {
    ...applicationFields.email,
    readonly: false,
    autocomplete: 'off',
    hint: '①事前確認メールと②利用案内メールが届きます。機関の担当者が受け取れるメールアドレスを入力してください。',
    help: '誤ったメールアドレスには案内が届かず、アカウントは発行されません。機関に確かめてから入力してください。',
  },
});

/** The id of a confirmation page, made once for each. A second click with the same id files nothing more. */
export const requestOf = (body: unknown): string | undefined =>
  z.object({ request: z.uuid() }).safeParse(body).data?.request;
