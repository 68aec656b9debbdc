import { Controller, Get, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { SETTINGS, type SignedIn } from '@todoke/service';
import { CurrentPerson, page, redirect, SignedInAs, template, type Page, type Redirect } from '@todoke/web';
import type { Config } from '../../../config.js';
import { Databases } from '../../../persistence/databases.js';
import { findPerson } from '../../persistence/people.js';
import { destinationsOf } from './destinations.js';

const view = template(import.meta.url, './destinations.hbs');

/** 接続先選択 (R92, R130): after a sign-in that began here. All ways lead on in the same tab. */
@ApiExcludeController()
@Controller()
export class DestinationsPage {
  constructor(
    private readonly databases: Databases,
    @Inject(SETTINGS) private readonly config: Config,
  ) {}

  @Get()
  home(): Redirect {
    return redirect('/destinations');
  }

  @Get('destinations')
  @SignedInAs()
  async show(@CurrentPerson() person: SignedIn): Promise<Page> {
    const account = await findPerson(this.databases.app, person.sub);
    const data = {
      destinations: destinationsOf(person, this.config.publicUrls),
      loginId: account?.loginId,
      lastSignInAt: account?.previousSignInAt,
    };
    return page(view, data, { title: '接続先選択', styles: ['accounts/sign-in.css'] });
  }
}
