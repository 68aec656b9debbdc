import { page, type PageView, redirect, type Redirect, template } from '@todoke/web';

const secretView = template(import.meta.url, './secret.hbs');

const alreadyShown = 'この操作はすでに完了しています。シークレットが分からないときは、もう一度更新してください。';

/** The answer to the one POST that made a secret. @param secret undefined where the page was sent before */
export const secretPage = (id: string, secret: string | undefined): PageView | Redirect =>
  secret === undefined
    ? redirect(`/webhooks/${id}`, { kind: 'info', text: alreadyShown })
    : page(secretView, { id, secret }, { title: 'Webhookのシークレット' });
