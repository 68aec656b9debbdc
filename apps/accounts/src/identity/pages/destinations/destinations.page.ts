import { Get, Inject } from '@nestjs/common';
import { SETTINGS, type SignedIn } from '@todoke/service';
import { CurrentPerson, page, type PageView, Page, redirect, type Redirect, template } from '@todoke/web';
import type { Config } from '../../../config.js';
import { Databases } from '../../../persistence/databases.js';
import { findPerson } from '../../persistence/people.js';
import { arrivalOf, destinationsOf } from './destinations.js';

const view = template(import.meta.url, './destinations.hbs');

/** 接続先選択 (R92, R130). All ways lead on in the same tab. */
@Page('', { roles: 'signed-in' })
export class DestinationsPage {
  constructor(
    private readonly databases: Databases,
    @Inject(SETTINGS) private readonly config: Config,
  ) {}

  /** After a sign-in that began here. */
  @Get()
  arrive(@CurrentPerson() person: SignedIn): Redirect {
    return redirect(arrivalOf(person, this.config.publicUrls));
  }

  @Get('destinations')
  async show(@CurrentPerson() person: SignedIn): Promise<PageView> {
    const account = await findPerson(this.databases.app, person.sub);
    const data = {
      destinations: destinationsOf(person, this.config.publicUrls),
      loginId: account?.loginId,
      lastSignInAt: account?.previousSignInAt,
    };
    return page(view, data, { title: '接続先選択', styles: ['accounts/sign-in.css'] });
  }
}
