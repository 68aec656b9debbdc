import { Body, Get, Post } from '@nestjs/common';
import type { SignedIn } from '@todoke/service';
import { CurrentPerson, Page, redirect, sentText } from '@todoke/web';
import { readApplicationNumber } from '@todoke/lifecycle';
import { Databases } from '../../persistence/databases.js';
import { queueIn, queryOfQueue } from '../domain/queue.js';
import { saveShortcuts } from '../persistence/shortcuts.js';
import { officialOf } from './signed-in-official.js';

/** Switches the single keys of the application page off and on, for the person and for good (WCAG 2.1.4). */
@Page('shortcuts', { roles: ['prefecture', 'health-centre'] })
export class ShortcutsPage {
  constructor(private readonly databases: Databases) {}

  @Post()
  async change(@Body() body: unknown, @CurrentPerson() person: SignedIn) {
    const used = sentText(body, 'keys') === 'on';
    await this.databases.forOfficial(officialOf(person), (tx) => saveShortcuts(tx, person.sub, used));
    return redirect(addressIn(body), used ? 'キー操作を有効にしました。' : 'キー操作を無効にしました。');
  }

  /** A reload, or a sign-in in between. */
  @Get()
  back() {
    return redirect('/');
  }
}

/** The application on whose page the switch stood, in its queue. */
function addressIn(body: unknown): string {
  const number = readApplicationNumber(sentText(body, 'number') ?? '');
  const query = queryOfQueue(queueIn(Object.fromEntries(new URLSearchParams(sentText(body, 'queue') ?? ''))));
  return number === undefined ? `/${query}` : `/applications/${number}${query}`;
}
