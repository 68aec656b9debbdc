import { randomUUID } from 'node:crypto';
import { Body, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { audit } from '@todoke/database';
import { SETTINGS, type SignedIn } from '@todoke/service';
import {
  CurrentPerson,
  type FieldError,
  type FormValues,
  page,
  type PageView,
  Page,
  redirect,
  type Redirect,
  template,
} from '@todoke/web';
import type { Config } from '../../../config.js';
import { Databases } from '../../../persistence/databases.js';
import { IssueApiClient } from '../../actions/issue-api-client.js';
import { RenewApiSecret } from '../../actions/renew-api-secret.js';
import { RevokeApiClient } from '../../actions/revoke-api-client.js';
import { findApiClient } from '../../persistence/api-clients.js';
import { problems } from '../../problems.js';
import { apiAudience } from '../../provider/api-tokens.js';
import { issueForm, renewForm, revokeForm } from './api-client.form.js';
import { apiClientView } from './api-client.view.js';

const newView = template(import.meta.url, './new.hbs');
const clientView = template(import.meta.url, './api-client.hbs');
const secretView = template(import.meta.url, './secret.hbs');

const alreadyShown = 'この操作はすでに完了しています。シークレットが分からないときは、もう一度更新してください。';

/** One system of a prefecture: 発行, its secret, 更新, 失効 (R158). A secret is shown once, by the answer to its POST. */
@Page('api-clients', { roles: ['secretariat'] })
export class ApiClientPage {
  constructor(
    private readonly databases: Databases,
    private readonly issuing: IssueApiClient,
    private readonly renewing: RenewApiSecret,
    private readonly revoking: RevokeApiClient,
    @Inject(SETTINGS) private readonly config: Config,
  ) {}

  @Get('new')
  ask(): PageView {
    return newPage({ request: randomUUID() });
  }

  @Post('new')
  @HttpCode(200)
  async issue(@Body() body: unknown, @CurrentPerson() { sub }: SignedIn): Promise<PageView | Redirect> {
    const reading = issueForm.read(body);
    if (!reading.ok) return newPage(reading.values, reading.errors);
    const { request, ...wanted } = reading.value;
    const { id, secret } = await this.issuing.run(request, wanted, sub);
    return this.shown(id, secret);
  }

  @Get(':id')
  async show(@Param('id') id: string, @CurrentPerson() person: SignedIn): Promise<PageView> {
    return this.clientPage(id, person);
  }

  @Post(':id/secret')
  @HttpCode(200)
  async renew(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPerson() person: SignedIn,
  ): Promise<PageView | Redirect> {
    const reading = renewForm.read(body);
    if (!reading.ok) return this.clientPage(id, person);
    return this.shown(id, await this.renewing.run(id, reading.value.seen, person.sub));
  }

  @Post(':id/earlier-secret')
  async endEarlier(@Param('id') id: string, @CurrentPerson() { sub }: SignedIn): Promise<Redirect> {
    await this.renewing.endEarlier(id, sub);
    return redirect(`/api-clients/${id}`, '以前のシークレットを無効にしました。');
  }

  @Post(':id/revoke')
  @HttpCode(200)
  async revoke(
    @Param('id') id: string,
    @Body() body: unknown,
    @CurrentPerson() person: SignedIn,
  ): Promise<PageView | Redirect> {
    const reading = revokeForm.read(body);
    if (!reading.ok) return this.clientPage(id, person, reading.errors);
    await this.revoking.run(id, person.sub);
    return redirect(`/api-clients/${id}`, '失効しました。');
  }

  /** A reload of a page that answered a form, or a sign-in in between. */
  @Get([':id/secret', ':id/earlier-secret', ':id/revoke'])
  back(@Param('id') id: string): Redirect {
    return redirect(`/api-clients/${encodeURIComponent(id)}`);
  }

  private shown(id: string, secret: string | undefined): PageView | Redirect {
    if (secret === undefined) return redirect(`/api-clients/${id}`, { kind: 'info', text: alreadyShown });
    const { OIDC_ISSUER, APPROVAL_URL } = this.config;
    const data = { id, secret, tokenEndpoint: `${OIDC_ISSUER}/token`, api: apiAudience(APPROVAL_URL) };
    return page(secretView, data, { title: 'シークレットの表示' });
  }

  private async clientPage(id: string, person: SignedIn, errors: readonly FieldError[] = []): Promise<PageView> {
    const client = await this.databases.inRequest(async (tx) => {
      const found = await findApiClient(tx, id);
      if (found === undefined) throw problems.apiClientMissing();
      await audit(tx, { actor: person.sub, action: 'api-client.read', subject: id });
      return found;
    });
    const status = errors.length > 0 ? { status: 422 } : {};
    return page(clientView, apiClientView(client, errors), { title: `APIクライアント ${id}`, ...status });
  }
}

const newPage = (values: FormValues, errors?: readonly FieldError[]): PageView =>
  page(
    newView,
    { form: issueForm.view({ ...values, request: values['request'] || randomUUID() }, errors) },
    { title: 'APIクライアントの発行', ...(errors && { status: 422 }) },
  );
