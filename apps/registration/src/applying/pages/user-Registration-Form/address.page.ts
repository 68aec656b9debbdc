import { Body, Get, Post, Req } from '@nestjs/common';
import { type FieldError, Page, redirect, template, type WebRequest } from '@todoke/web';
import { EnterAddress } from '../../actions/enter-address.js';
import { RobotCheck } from '../../robot-check/robot-check.js';
import { addressForm } from './address.form.js';
import { type Answer, Journey } from './journey.js';
import { urls } from './urls.js';

const view = template(import.meta.url, './address.hbs');

const checkAgain = '「私はロボットではありません」の確認が古いか、正しくありません。もう一度チェックを入れてください。';

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
    await this.journey.throttle(request, 'robotCheckOfSession');
    const reading = addressForm.read(body);
    if (!reading.ok) return this.show(reading.values, reading.errors);
    const check = await this.robotCheck.solved(reading.value.altcha);
    const entered =
      check &&
      (await this.enterAddress.run({
        draftId: request.session.get('draftId'),
        address: reading.value.email,
        check,
      }));
    if (entered?.outcome !== 'entered') {
      return this.show(reading.values, [{ field: 'altcha', message: checkAgain }]);
    }
    request.session.set('draftId', entered.draftId);
    return redirect(urls.confirmAddress);
  }

  private show(values: object, errors: readonly FieldError[]): Promise<Answer> {
    const form = addressForm.view({ ...values, altcha: '' }, errors);
    const robotError = errors.find(({ field }) => field === 'altcha')?.message;
    return this.journey.show(
      view,
      { form, robotError },
      {
        title: 'メールアドレス入力',
        step: 1,
        ...(errors.length > 0 && { status: 422 }),
        scripts: [
          'registration/plain-http.js',
          'altcha/altcha.js',
          'altcha/ja.js',
          'registration/confirm-button.js',
          'registration/robot-check.js',
        ],
        styles: ['altcha/altcha.css', 'registration/robot-check.css'],
      },
    );
  }
}
