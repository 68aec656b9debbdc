import { randomUUID } from 'node:crypto';
import { Body, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { formatDate } from '@todoke/japan';
import { Problem, SETTINGS, type SignedIn } from '@todoke/service';
import {
  CurrentPerson,
  type FieldError,
  page,
  type PageView,
  Page,
  type Redirect,
  tableView,
  template,
} from '@todoke/web';
import type { Config } from '../../../config.js';
import { Databases } from '../../../persistence/databases.js';
import { RegisterEndpoint } from '../../actions/register-endpoint.js';
import type { Endpoint } from '../../domain/endpoint.js';
import { findEndpoints } from '../../persistence/endpoints.js';
import { problems } from '../../problems.js';
import { addressRulesOf } from '../../sending/address.js';
import { eventWord } from '../../words.js';
import { prefectureOf } from './prefecture-of.js';
import { secretPage } from './secret-page.js';
import { endpointForm } from './webhook.form.js';

const listView = template(import.meta.url, './webhooks.hbs');
const newView = template(import.meta.url, './new.hbs');

/** Webhook: the addresses of a prefecture's systems, and 登録 (R158). */
@Page('webhooks', { roles: ['prefecture'] })
export class WebhooksPage {
  private readonly form: ReturnType<typeof endpointForm>;

  constructor(
    private readonly databases: Databases,
    private readonly registering: RegisterEndpoint,
    @Inject(SETTINGS) config: Config,
  ) {
    this.form = endpointForm(addressRulesOf(config));
  }

  @Get()
  async show(@CurrentPerson() person: SignedIn): Promise<PageView> {
    const endpoints = await this.databases.forOfficial(prefectureOf(person), findEndpoints);
    return page(listView, { table: tableOf(endpoints) }, { title: 'Webhook' });
  }

  @Get('new')
  ask(): PageView {
    return this.newPage({ request: randomUUID() });
  }

  @Post('new')
  @HttpCode(200)
  async register(@Body() body: unknown, @CurrentPerson() person: SignedIn): Promise<PageView | Redirect> {
    const reading = this.form.read(body);
    if (!reading.ok) return this.newPage(reading.values, reading.errors);
    const official = prefectureOf(person);
    const { request, ...wanted } = reading.value;
    try {
      const { id, secret } = await this.registering.run(request, wanted, official.prefecture, official);
      return secretPage(id, secret);
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== problems.tooManyEndpoints().code) throw error;
      return this.newPage(reading.values, [{ field: '', message: error.text }]);
    }
  }

  private newPage(values: Readonly<Record<string, unknown>>, errors?: readonly FieldError[]): PageView {
    const form = this.form.view({ ...values, request: values['request'] || randomUUID() }, errors);
    return page(newView, { form }, { title: 'Webhookの登録', ...(errors && { status: 422 }) });
  }
}

const tableOf = (endpoints: readonly Endpoint[]) =>
  tableView({
    caption: '登録したWebhook',
    captionHidden: true,
    columns: [
      { label: '送信先のURL', header: true, wide: true },
      { label: '送信する出来事', wide: true },
      { label: '登録日', whole: true },
      { label: '状態' },
    ],
    rows: endpoints.map((endpoint) => [
      { text: endpoint.url, href: `/webhooks/${endpoint.id}` },
      endpoint.events.map(eventWord).join('、'),
      formatDate(endpoint.createdAt),
      { tag: stateTag(endpoint) },
    ]),
    empty: '登録したWebhookはありません。',
  });

function stateTag({ stopped, failingSince }: Endpoint) {
  if (stopped !== undefined) return { label: '停止', kind: 'warning' as const };
  return failingSince === undefined
    ? { label: '送信中', kind: 'success' as const }
    : { label: '送信に失敗中', kind: 'danger' as const };
}
