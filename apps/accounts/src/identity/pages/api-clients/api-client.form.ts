import { prefectureOptions, prefectures } from '@todoke/japan';
import { form } from '@todoke/web';
import { z } from 'zod';
import { apiScopes } from '../../domain/api-client.js';
import { scopeWords } from './words.js';

/** Longest name of a client, in characters. */
const longestName = 100;

/** 発行: what the secretariat decides of a prefecture's system. */
export const issueForm = form(
  z.object({
    request: z.uuid('この画面の情報が正しくありません。画面を開き直してください。'),
    name: z.string().min(1),
    prefecture: z.enum(prefectures.map(({ code }) => code)),
    scopes: z.array(z.enum(apiScopes)).min(1),
    sandbox: z.boolean(),
  }),
  {
    request: { label: '画面', input: 'hidden' },
    name: {
      label: '名称',
      required: true,
      maxLength: longestName,
      hint: 'システムの名称を入力してください。個人の名前は入力しないでください。',
      width: 'long',
    },
    prefecture: {
      label: '都道府県',
      required: true,
      input: 'select',
      options: prefectureOptions,
    },
    scopes: {
      label: 'できること',
      required: true,
      input: 'checkbox',
      options: apiScopes.map((scope) => ({ value: scope, label: scopeWords[scope], hint: scope })),
    },
    sandbox: {
      label: '試験用にする',
      input: 'checkbox',
      hint: '試験用のクライアントによる代理申請は試験として扱い、メールは送信しません。',
    },
  },
);

/** 更新: of which secret. */
export const renewForm = form(z.object({ seen: z.coerce.number().int().positive().max(1_000_000) }), {
  seen: { label: 'シークレットの番号', input: 'hidden' },
});

/** 失効: it cannot be undone, so it is confirmed. */
export const revokeForm = form(z.object({ sure: z.literal(true, '確認のうえ、チェックを入れてください。') }), {
  sure: { label: '失効させると元に戻せないことを確認しました', required: true, input: 'checkbox' },
});
