import { Body, Get, Post, Req } from '@nestjs/common';
import {
  clientOf,
  type FieldError,
  Page,
  redirect,
  RobotCheck,
  robotCheckScripts,
  robotCheckStyles,
  robotCheckView,
  template,
  type WebRequest,
} from '@todoke/web';
import { EnterAddress } from '../../actions/enter-address.js';
import { addressForm } from './address.form.js';
import { type Answer, Journey } from './journey.js';
import { urls } from './urls.js';

const view = template(import.meta.url, './address.hbs');

const checkAgain = '「私はロボットではありません」の確認が古いか、正しくありません。もう一度チェックを入れてください。';
const checkHarder =
  '短い時間に多くの申請が行われているため、もう一度「私はロボットではありません」にチェックを入れてください。' +
  '今回の確認には、少し時間がかかります。';

/** メールアドレス入力 (R8–R12). */
@Page(urls.address, { roles: 'everybody' })
export class AddressPage {
  constructor(
    private readonly journey: Journey,
    private readonly robotCheck: RobotCheck,
    private readonly enterAddress: EnterAddress,
  ) {}

  @Get()
  async ask(@Req() request: WebRequest): Promise<Answer> {
    const closed = await this.journey.closedPage();
    if (closed) return closed;
    const draft = await this.journey.draftOf(request);
    const email = draft === undefined || draft.stage === 'submitted' ? '' : draft.address;
    return this.show({ email }, []);
  }

  @Post()
  async take(@Req() request: WebRequest, @Body() body: unknown): Promise<Answer> {
    const closed = await this.journey.closedPage();
    if (closed) return closed;
    this.journey.throttleFirstPage(request);
    const reading = addressForm.read(body);
    if (!reading.ok) return this.show(reading.values, reading.errors);
    const check = await this.robotCheck.solved(reading.value.altcha);
    if (check === undefined) return this.show(reading.values, [again(checkAgain)]);
    const entered = await this.enterAddress.run({
      draftId: request.session.get('draftId'),
      address: reading.value.email,
      client: clientOf(request),
      check,
    });
    switch (entered.outcome) {
      case 'check-used':
        return this.show(reading.values, [again(checkAgain)]);
      case 'check-too-easy':
        return this.show(reading.values, [again(checkHarder)], entered.level);
      case 'entered':
        request.session.set('draftId', entered.draftId);
        return redirect(urls.confirmAddress);
    }
  }

  private show(values: object, errors: readonly FieldError[], level = 0): Promise<Answer> {
    const form = addressForm.view({ ...values, altcha: '' }, errors);
    const robotError = errors.find(({ field }) => field === 'altcha')?.message;
    return this.journey.show(
      view,
      { form, robotCheck: robotCheckView(urls.robotCheck, level, robotError) },
      {
        title: 'メールアドレス入力',
        step: 1,
        ...(errors.length > 0 && { status: 422 }),
        scripts: [...robotCheckScripts, 'registration/confirm-button.js'],
        styles: robotCheckStyles,
      },
    );
  }
}

const again = (message: string): FieldError => ({ field: 'altcha', message });
