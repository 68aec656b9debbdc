import type { ApiScope } from '../../domain/api-client.js';

/** What a scope allows, as the secretariat reads it. */
export const scopeWords: Readonly<Record<ApiScope, string>> = {
  'applications:read': '申請の参照',
  'applications:decide': '申請の承認・却下',
  'applications:file': '代理申請',
  'mails:read': 'メール送信状況の参照',
};

export const scopesText = (scopes: readonly ApiScope[]): string => scopes.map((scope) => scopeWords[scope]).join('、');

export const kindWord = (sandbox: boolean): string => (sandbox ? '試験用' : '本番用');
