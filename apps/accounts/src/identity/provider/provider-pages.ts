import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { isAway } from '@todoke/database';
import { page, template, type Page } from '@todoke/web';
import { errors, type ErrorOut, type KoaContextWithOIDC } from 'oidc-provider';

/** Pages that the provider answers by itself, between one service and the next. */
interface SignOut {
  action: string;
  fields: { name: string; value: string }[];
}

const signOutView = template<SignOut>(import.meta.url, './sign-out.hbs');
const signedOutView = template(import.meta.url, './signed-out.hbs');
const refusedView = template<{ heading: string; broken: boolean }>(import.meta.url, './refused.hbs');

interface Surroundings {
  readonly render: (page: Page) => string;
  readonly headers: OutgoingHttpHeaders;
}

const surroundings = new WeakMap<IncomingMessage, Surroundings>();

/** Lets the pages of one request stand in the frame of all others, with the same headers. */
export function showPagesFor(
  request: IncomingMessage,
  render: Surroundings['render'],
  headers: OutgoingHttpHeaders,
): void {
  surroundings.set(request, { render, headers });
}

type Context = Pick<KoaContextWithOIDC, 'req' | 'set' | 'type' | 'status' | 'body' | 'redirect'>;

function show(ctx: Context, shown: Page): void {
  const around = surroundings.get(ctx.req);
  if (around === undefined) throw new Error('a request that did not come through the mount');
  for (const [name, value] of Object.entries(around.headers)) if (value !== undefined) ctx.set(name, String(value));
  ctx.set('cache-control', 'no-store');
  ctx.type = 'html';
  if (shown.options.status !== undefined) ctx.status = shown.options.status;
  ctx.body = around.render(shown);
}

/** A form that sends itself; without script it has a button. */
function showSignOut(ctx: Context, action: string, fields: { name: string; value: string }[]): void {
  const title = 'サインアウトしています';
  show(ctx, page(signOutView, { action, fields }, { title, status: 200, scripts: ['accounts/send-form.js'] }));
}

const inputs = /<input type="hidden" name="([^"]+)" value="([^"]*)"\/>/g;
const formAction = /<form [^>]*action="([^"]+)"/;

const unescape = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_entity, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name] ?? '');

/** RP-initiated logout 1.0: whoever pressed サインアウト at a service has decided already, so nobody is asked again. */
export function onSignOut(ctx: KoaContextWithOIDC, form: string): void {
  const fields = [...form.matchAll(inputs)].map(([, name = '', value = '']) => ({ name, value: unescape(value) }));
  showSignOut(ctx, unescape(formAction.exec(form)?.[1] ?? ''), [...fields, { name: 'logout', value: 'yes' }]);
}

export function onSignedOut(ctx: KoaContextWithOIDC): void {
  show(ctx, page(signedOutView, {}, { title: 'サインアウトしました' }));
}

/**
 * Where the provider would pass a form on with a page in English (signing out without a session, or another person
 * signing in over one), this says it in Japanese and works without script.
 */
export function translateForms(ctx: Context & { body: unknown }): void {
  if (typeof ctx.body !== 'string' || !ctx.body.includes('<title>Submitting Callback</title>')) return;
  const fields = [...ctx.body.matchAll(inputs)].map(([, name = '', value = '']) => ({ name, value: unescape(value) }));
  showSignOut(ctx, unescape(formAction.exec(ctx.body)?.[1] ?? ''), fields);
}

/** A sign-in that is over or was bookmarked begins anew (R91); anything else is told without details. */
export function onError(ctx: KoaContextWithOIDC, out: ErrorOut, error: unknown): void {
  if (error instanceof errors.SessionNotFound) {
    ctx.status = 303;
    ctx.redirect('/login');
    return;
  }
  const broken = out.error === 'server_error';
  const away = broken && isAway(error);
  const heading = away
    ? 'ただいまサインインできません'
    : broken
      ? 'サインインの処理でシステムエラーが起きました'
      : 'サインインを続けられません';
  show(ctx, page(refusedView, { heading, broken }, { title: heading, status: away ? 503 : ctx.status }));
}

/** An address below the issuer that is none of its endpoints. */
export function onUnknownAddress(ctx: Context): void {
  const heading = 'ページが見つかりません';
  show(ctx, page(refusedView, { heading, broken: false }, { title: heading, status: 404 }));
}
