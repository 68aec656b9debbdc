import { form } from '@todoke/web';
import { z } from 'zod';
import { webhookEvents } from '../../domain/facts.js';
import { addressFaults } from '../../problems.js';
import { type AddressRules, longestAddress, readAddress } from '../../sending/address.js';
import { eventWords } from '../../words.js';

/** 登録 and 設定. The address is judged by rules that the settings have. */
export const endpointForm = (rules: AddressRules) =>
  form(
    z.object({
      request: z.uuid('この画面の情報が正しくありません。画面を開き直してください。'),
      url: z
        .string()
        .min(1)
        .transform((typed, context) => {
          const read = readAddress(typed, rules);
          if ('url' in read) return read.url;
          context.addIssue({ code: 'custom', message: addressFaults[read.fault] });
          return z.NEVER;
        }),
      events: z.array(z.enum(webhookEvents)).min(1),
    }),
    {
      request: { label: '画面', input: 'hidden' },
      url: {
        label: '送信先のURL',
        required: true,
        inputMode: 'url',
        autocomplete: 'off',
        maxLength: longestAddress,
        width: 'long',
        hint: '例：https://system.pref.example.jp/todoke-webhook',
      },
      events: {
        label: '送信する出来事',
        required: true,
        input: 'checkbox',
        options: webhookEvents.map((type) => ({ value: type, label: eventWords[type], hint: type })),
      },
    },
  );

/** 更新: of which secret. */
export const renewForm = form(z.object({ seen: z.coerce.number().int().positive().max(1_000_000) }), {
  seen: { label: 'シークレットの番号', input: 'hidden' },
});

/** テスト送信: the page from which it was sent. */
export const testForm = form(z.object({ request: z.uuid() }), { request: { label: '画面', input: 'hidden' } });

/** 削除: it cannot be undone, so it is confirmed. */
export const removeForm = form(z.object({ sure: z.literal(true, '確認のうえ、チェックを入れてください。') }), {
  sure: { label: '送信の記録も削除されることを確認しました', required: true, input: 'checkbox' },
});
