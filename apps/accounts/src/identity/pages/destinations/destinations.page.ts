import { Get, Inject } from '@nestjs/common';
import { SETTINGS, type SignedIn } from '@todoke/service';
import { Admits, CurrentPerson, page, type PageView, Page, redirect, type Redirect, template } from '@todoke/web';
import type { Config } from '../../../config.js';
import { Databases } from '../../../persistence/databases.js';
import { findPerson } from '../../persistence/people.js';
import { destinationsOf } from './destinations.js';

const view = template(import.meta.url, './destinations.hbs');

/** 接続先選択 (R92, R130): after a sign-in that began here. All ways lead on in the same tab. */
@Page('', { roles: 'signed-in' })
export class DestinationsPage {
  constructor(
    private readonly databases: Databases,
    @Inject(SETTINGS) private readonly config: Config,
  ) {}

  @Get()
  @Admits('everybody')
  home(): Redirect {
    return redirect('/destinations');
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
