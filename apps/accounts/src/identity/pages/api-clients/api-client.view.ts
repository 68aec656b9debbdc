import { formatDateTime, prefectureName } from '@todoke/japan';
import type { FieldError } from '@todoke/service';
import type { ApiClient } from '../../domain/api-client.js';
import { earlierSecretDays } from '../../domain/lifetimes.js';
import { renewForm, revokeForm } from './api-client.form.js';
import { kindWord, scopesText } from './words.js';

/** A client as its page shows it, with what can still be done. */
export function apiClientView(client: ApiClient, errors: readonly FieldError[]) {
  const { id, name, prefecture, scopes, sandbox, earlier, issuedAt, revokedAt, lastUsedAt } = client;
  const active = revokedAt === undefined;
  return {
    id,
    active,
    facts: [
      { label: '名称', value: name },
      { label: '都道府県', value: prefectureName(prefecture) },
      { label: 'できること', value: scopesText(scopes) },
      { label: '用途', value: kindWord(sandbox) },
      { label: '状態', value: active ? '有効' : `失効（${formatDateTime(revokedAt)}）` },
      { label: '発行日時', value: formatDateTime(issuedAt) },
      { label: 'シークレットの更新日時', value: formatDateTime(client.secretSince) },
      { label: '最終利用', value: lastUsedAt === undefined ? '利用はありません' : formatDateTime(lastUsedAt) },
    ],
    renewAction: `/api-clients/${id}/secret`,
    earlierAction: `/api-clients/${id}/earlier-secret`,
    revokeAction: `/api-clients/${id}/revoke`,
    days: earlierSecretDays,
    ...(earlier !== undefined && { earlierUntil: earlier.until }),
    ...(active && {
      renew: renewForm.view({ seen: client.secretNumber }),
      form: revokeForm.view({}, errors),
    }),
  };
}
