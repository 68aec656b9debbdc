import type { Readable } from 'node:stream';
import { Body, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import type { SignedIn } from '@todoke/service';
import { type PageView, redirect, type Redirect } from '../pages/page.js';
import { pathOf } from '../sessions/sessions.js';
import type { WebReply, WebRequest } from '../sessions/web-session.js';
import { CurrentPerson } from '../sign-in/current-person.js';
import type { ListScope } from './declaration.js';
import type { List } from './list.js';
import { leaveAs, leftAs } from './remembered.js';

/** A list as one person is shown it. */
export interface PersonsList<Context> {
  readonly list: List<Context>;
  readonly scope: ListScope<Context>;
}

/**
 * The pages of a list: the list itself, エクスポート, and the file. A page class extends it with the list and with what
 * a person may read of it; its roles admit to all three.
 */
export abstract class ListPage<Context> {
  protected abstract readonly list: List<Context>;

  protected abstract scopeOf(person: SignedIn): ListScope<Context>;

  /** The list for one request. A page whose filters or search depend on what is stored overrides it. */
  protected listFor(person: SignedIn, _query: unknown): PersonsList<Context> | Promise<PersonsList<Context>> {
    return { list: this.list, scope: this.scopeOf(person) };
  }

  @Get()
  async show(
    @Query() query: unknown,
    @Req() request: WebRequest,
    @Res({ passthrough: true }) reply: WebReply,
    @CurrentPerson() person: SignedIn,
  ): Promise<PageView | Redirect> {
    const { list, scope } = await this.listFor(person, query);
    const path = listPathOf(request);
    const left = list.left(query, scope.context);
    if (left !== undefined) {
      const before = Object.keys(query as object).length === 0 ? leftAs(request, list.name, person) : undefined;
      if (before !== undefined) return redirect(`${path}?${before}`);
      leaveAs(request, reply, list.name, person, left);
    }
    return list.show(path, query, scope);
  }

  @Get('export')
  async ask(@Query() query: unknown, @Req() request: WebRequest, @CurrentPerson() person: SignedIn): Promise<PageView> {
    const { list, scope } = await this.listFor(person, query);
    return list.ask(listPathOf(request), query, scope);
  }

  @Post('export')
  @HttpCode(200)
  async export(
    @Query() query: unknown,
    @Body() body: unknown,
    @Req() request: WebRequest,
    @Res({ passthrough: true }) reply: WebReply,
    @CurrentPerson() person: SignedIn,
  ): Promise<PageView | Readable | undefined> {
    const { list, scope } = await this.listFor(person, query);
    return list.export(listPathOf(request), query, body, { scope, person, reply });
  }
}

/** The list's path, from its own or that of its export; a slash at the end belongs to neither. */
const listPathOf = ({ url }: WebRequest): string =>
  pathOf(url)
    .replace(/\/+$/, '')
    .replace(/\/export$/, '') || '/';
