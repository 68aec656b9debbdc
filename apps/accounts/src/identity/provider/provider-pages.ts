import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { isUnavailable } from '@todoke/database';
import { page, template, type PageView } from '@todoke/web';
import { errors, type ErrorOut, type KoaContextWithOIDC } from 'oidc-provider';

/** Pages of the provider itself, between redirects. */
interface SignOut {
  action: string;
  fields: { name: string; value: string }[];
  /** Whether it submits itself; without script it has a button. */
  atOnce: boolean;
}

const signOutView = template<SignOut>(import.meta.url, './sign-out.hbs');
const signedOutView = template(import.meta.url, './signed-out.hbs');
const refusedView = template<{ heading: string; broken: boolean }>(import.meta.url, './refused.hbs');

interface Surroundings {
  readonly render: (page: PageView) => string;
  readonly headers: OutgoingHttpHeaders;
}

const surroundings = new WeakMap<IncomingMessage, Surroundings>();

/** Renders the pages of one request in the shell of all other pages, with the same headers. */
export function showPagesFor(
  request: IncomingMessage,
  render: Surroundings['render'],
  headers: OutgoingHttpHeaders,
): void {
  surroundings.set(request, { render, headers });
}

type Context = Pick<KoaContextWithOIDC, 'req' | 'set' | 'type' | 'status' | 'body' | 'redirect'>;

function show(ctx: Context, shown: PageView): void {
  const around = surroundings.get(ctx.req);
  if (around === undefined) throw new Error('a request that did not come through the mount');
  for (const [name, value] of Object.entries(around.headers)) if (value !== undefined) ctx.set(name, String(value));
  ctx.set('cache-control', 'no-store');
  ctx.type = 'html';
  if (shown.options.status !== undefined) ctx.status = shown.options.status;
  ctx.body = around.render(shown);
}

function showSignOut(ctx: Context, signOut: SignOut): void {
  const title = signOut.atOnce ? 'ログアウトしています' : 'ログアウト';
  const scripts = signOut.atOnce ? ['accounts/send-form.js'] : [];
  show(ctx, page(signOutView, signOut, { title, status: 200, scripts }));
}

const inputs = /<input type="hidden" name="([^"]+)" value="([^"]*)"\/>/g;
const formAction = /<form [^>]*action="([^"]+)"/;

const unescape = (text: string): string =>
  text.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_entity, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name] ?? '',
  );

const sentBy = (form: string): Pick<SignOut, 'action' | 'fields'> => ({
  action: unescape(formAction.exec(form)?.[1] ?? ''),
  fields: [...form.matchAll(inputs)].map(([, name = '', value = '']) => ({ name, value: unescape(value) })),
});

/**
 * RP-Initiated Logout 1.0, section 2: ログアウト at a service is a decision already, which an id_token of this person
 * proves, since only the service has it. A link on another site has none, so a confirmation is shown.
 */
export function onSignOut(ctx: KoaContextWithOIDC, form: string): void {
  const { action, fields } = sentBy(form);
  const { entities, session } = ctx.oidc;
  const told = entities.IdTokenHint?.payload['sub'];
  const atOnce = told !== undefined && told === session?.accountId;
  showSignOut(ctx, { action, fields: [...fields, { name: 'logout', value: 'yes' }], atOnce });
}

export function onSignedOut(ctx: KoaContextWithOIDC): void {
  show(ctx, page(signedOutView, {}, { title: 'ログアウトしました' }));
}

/**
 * Where the provider would pass a form on with a page in English (signing out without a session, or another person
 * signing in over one), this says it in Japanese and works without script.
 */
export function translateForms(ctx: Context & { body: unknown }): void {
  if (typeof ctx.body !== 'string' || !ctx.body.includes('<title>Submitting Callback</title>')) return;
  showSignOut(ctx, { ...sentBy(ctx.body), atOnce: true });
}

/** A sign-in that is over or was bookmarked begins again (R91); anything else is told without details. */
export function onError(ctx: KoaContextWithOIDC, out: ErrorOut, error: unknown): void {
  if (error instanceof errors.SessionNotFound) {
    ctx.status = 303;
    ctx.redirect('/login');
    return;
  }
  const broken = out.error === 'server_error';
  const unavailable = broken && isUnavailable(error);
  const heading = unavailable
    ? 'ただいまログインできません'
    : broken
      ? 'ログインの処理でシステムエラーが起きました'
      : 'ログインを続けられません';
  show(ctx, page(refusedView, { heading, broken }, { title: heading, status: unavailable ? 503 : ctx.status }));
}

/** An address below the issuer that is none of its endpoints. */
export function onUnknownAddress(ctx: Context): void {
  const heading = 'ページが見つかりません';
  show(ctx, page(refusedView, { heading, broken: false }, { title: heading, status: 404 }));
}
