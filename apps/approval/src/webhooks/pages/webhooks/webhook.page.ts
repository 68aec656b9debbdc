import { randomUUID } from 'node:crypto';
import { Body, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { SETTINGS, type SignedIn } from '@todoke/service';
import {
  CurrentPerson,
  type FieldError,
  page,
  type PageView,
  Page,
  redirect,
  type Redirect,
  template,
} from '@todoke/web';
import type { Config } from '../../../config.js';
import { Databases } from '../../../persistence/databases.js';
import { ChangeEndpoint } from '../../actions/change-endpoint.js';
import { SendAgain } from '../../actions/send-again.js';
import { findDeliveries } from '../../persistence/deliveries.js';
import { findEndpoint } from '../../persistence/endpoints.js';
import { problems } from '../../problems.js';
import { addressRulesOf } from '../../sending/address.js';
import { prefectureOf } from './prefecture-of.js';
import { secretPage } from './secret-page.js';
import { endpointForm, removeForm, renewForm, testForm } from './webhook.form.js';
import { shownDeliveries, webhookView } from './webhook.view.js';

const view = template(import.meta.url, './webhook.hbs');
const removeView = template(import.meta.url, './remove.hbs');

type Values = Readonly<Record<string, unknown>>;

/** One address of a prefecture's system: its settings, its secret, what was sent to it and what came of it. */
@Page('webhooks', { roles: ['prefecture'] })
export class WebhookPage {
  private readonly form: ReturnType<typeof endpointForm>;

  constructor(
    private readonly databases: Databases,
    private readonly changing: ChangeEndpoint,
    private readonly sending: SendAgain,
    @Inject(SETTINGS) config: Config,
  ) {
    this.form = endpointForm(addressRulesOf(config));
  }

  @Get(':id')
  show(@Param('id') id: string, @CurrentPerson() person: SignedIn): Promise<PageView> {
    return this.pageOf(id, person);
  }

  @Post(':id')
  @HttpCode(200)
  async set(@Param('id') id: string, @Body() body: unknown, @CurrentPerson() person: SignedIn) {
    const reading = this.form.read(body, { request: randomUUID() });
    if (!reading.ok) return this.pageOf(id, person, reading.values, reading.errors);
    const { url, events } = reading.value;
    await this.changing.set(id, { url, events }, prefectureOf(person));
    return redirect(`/webhooks/${id}`, '設定を保存しました。');
  }

  @Post(':id/secret')
  @HttpCode(200)
  async renew(@Param('id') id: string, @Body() body: unknown, @CurrentPerson() person: SignedIn) {
    const reading = renewForm.read(body);
    if (!reading.ok) return this.pageOf(id, person);
    return secretPage(id, await this.changing.renewSecret(id, reading.value.seen, prefectureOf(person)));
  }

  @Post(':id/test')
  async test(@Param('id') id: string, @Body() body: unknown, @CurrentPerson() person: SignedIn): Promise<Redirect> {
    const reading = testForm.read(body);
    await this.sending.test(id, reading.ok ? reading.value.request : randomUUID(), prefectureOf(person));
    return redirect(`/webhooks/${id}`, 'テスト送信を受け付けました。結果は「送信の記録」に表示されます。');
  }

  @Post(':id/deliveries/:delivery/again')
  async again(
    @Param('id') id: string,
    @Param('delivery') delivery: string,
    @CurrentPerson() person: SignedIn,
  ): Promise<Redirect> {
    await this.sending.run(id, delivery, prefectureOf(person));
    return redirect(`/webhooks/${id}`, 'もう一度送ります。結果は「送信の記録」に表示されます。');
  }

  @Post(':id/stop')
  async stop(@Param('id') id: string, @CurrentPerson() person: SignedIn): Promise<Redirect> {
    await this.changing.stop(id, prefectureOf(person));
    return redirect(`/webhooks/${id}`, '停止しました。');
  }

  @Post(':id/resume')
  async resume(@Param('id') id: string, @CurrentPerson() person: SignedIn): Promise<Redirect> {
    await this.changing.resume(id, prefectureOf(person));
    return redirect(`/webhooks/${id}`, '再開しました。');
  }

  @Get(':id/remove')
  askToRemove(@Param('id') id: string, @CurrentPerson() person: SignedIn): Promise<PageView> {
    return this.removePage(id, person);
  }

  @Post(':id/remove')
  @HttpCode(200)
  async remove(@Param('id') id: string, @Body() body: unknown, @CurrentPerson() person: SignedIn) {
    const reading = removeForm.read(body);
    if (!reading.ok) return this.removePage(id, person, reading.errors);
    await this.changing.remove(id, prefectureOf(person));
    return redirect('/webhooks', 'Webhookを削除しました。');
  }

  /** A reload of a page that answered a form, or a sign-in in between. */
  @Get([':id/secret', ':id/test', ':id/stop', ':id/resume', ':id/deliveries/:delivery/again'])
  back(@Param('id') id: string): Redirect {
    return redirect(`/webhooks/${encodeURIComponent(id)}`);
  }

  private async pageOf(id: string, person: SignedIn, typed?: Values, errors?: readonly FieldError[]) {
    const { endpoint, deliveries } = await this.databases.forOfficial(prefectureOf(person), async (tx) => {
      const found = await findEndpoint(tx, id);
      if (found === undefined) throw problems.endpointMissing();
      return { endpoint: found, deliveries: await findDeliveries(tx, id, shownDeliveries) };
    });
    const form = this.form.view(typed ?? { ...endpoint, request: '' }, errors);
    const data = { ...webhookView(endpoint, deliveries), form };
    return page(view, data, { title: 'Webhookの設定', wide: true, ...(errors && { status: 422 }) });
  }

  private async removePage(id: string, person: SignedIn, errors?: readonly FieldError[]): Promise<PageView> {
    const endpoint = await this.databases.forOfficial(prefectureOf(person), (tx) => findEndpoint(tx, id));
    if (endpoint === undefined) throw problems.endpointMissing();
    const data = { id, url: endpoint.url, form: removeForm.view({}, errors) };
    return page(removeView, data, { title: 'Webhookの削除', ...(errors && { status: 422 }) });
  }
}
