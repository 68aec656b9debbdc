import { Get, Inject, Param, Post } from '@nestjs/common';
import { CLOCK, type Clock, type SignedIn } from '@todoke/service';
import { Admits, CurrentPerson, page, Page, redirect, template } from '@todoke/web';
import { officialOf } from '../../../../reviews/index.js';
import { OpenAddressChange } from '../../../actions/open-address-change.js';
import { RequestAddressChange } from '../../../actions/request-address-change.js';
import { WithdrawAddressChange } from '../../../actions/withdraw-address-change.js';
import { problems } from '../../../problems.js';
import { changeView } from './change.view.js';

const view = template(import.meta.url, './change.hbs');

/** One メールアドレス変更依頼: its four facts, how far it is, and what can be done with it (R82, R164). */
@Page('address-changes/:id', { roles: ['prefecture', 'secretariat'] })
export class ChangePage {
  constructor(
    private readonly opening: OpenAddressChange,
    private readonly requesting: RequestAddressChange,
    private readonly withdrawing: WithdrawAddressChange,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Param('id') id: string, @CurrentPerson() person: SignedIn) {
    const official = officialOf(person);
    const opened = await this.opening.run(id, official);
    const data = changeView(opened, official, this.clock.now());
    return page(view, data, { title: `メールアドレス変更依頼：${data.name}` });
  }

  @Post('request')
  @Admits(['prefecture'])
  async request(@Param('id') id: string, @CurrentPerson() person: SignedIn) {
    await this.requesting.run(id, officialOf(person));
    return redirect(`/address-changes/${id}`, 'メールアドレスの変更を始めました。');
  }

  @Post('withdraw')
  @Admits(['prefecture'])
  async withdraw(@Param('id') id: string, @CurrentPerson() person: SignedIn) {
    await this.withdrawing.run(id, officialOf(person));
    return redirect(`/address-changes/${id}`, '依頼を取り下げました。');
  }

  /** A reload of a step's address, or a sign-in in between, leads back to the request. */
  @Get(':step')
  back(@Param('id') id: string, @Param('step') step: string) {
    if (step !== 'request' && step !== 'withdraw') throw problems.changeMissing();
    return redirect(`/address-changes/${encodeURIComponent(id)}`);
  }
}
