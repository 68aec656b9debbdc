import { ApiExcludeController } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import { type Audience, Endpoint } from '@todoke/service';
import type { Flash } from './flash.js';
import type { Surroundings, View } from './template.js';

/** Where the reader is in a journey of several pages (R3); `current` counts from 1. */
export interface Step {
  stages: readonly string[];
  current: number;
}

export interface PageOptions {
  /** The page's own name: the `<title>` in front of the system's name. Unique in the service (R170). */
  title: string;
  /** HTTP status. Default 200; 422 for a form that was refused (the title then begins with エラー). */
  status?: number;
  /** Step bar above the page. */
  step?: Step;
  /** Scripts below /assets/ that this page needs besides page.js, as modules: `['robot-check.js']`. */
  scripts?: readonly string[];
  /** Style sheets below /assets/ that this page needs. */
  styles?: readonly string[];
  /** Use the whole width of the window, for wide tables. */
  wide?: boolean;
}

/**
 * Declares a controller of pages: the path of all of them, and who is admitted to each handler that does not say
 * otherwise by `@Admits`. Somebody who has to sign in first is sent to sign in and back (a GET) or gets 401; another
 * role gets 403.
 */
export const Page = (path: string, who: { readonly roles: Audience }): ClassDecorator =>
  applyDecorators(Endpoint(path, who), ApiExcludeController());

/** What a controller returns to answer with a page; the interceptor of `createWebApp` renders it in the shell. */
export class PageView {
  constructor(
    /** The content, without the shell around it. */
    readonly render: (around: Surroundings) => string,
    readonly data: object,
    readonly options: PageOptions,
  ) {}
}

/** What a controller returns to redirect with 303, so that a reload does not repeat the POST. */
export class Redirect {
  constructor(
    readonly to: string,
    readonly flash?: Flash,
  ) {}
}

/** Answers with a page: `return page(addressView, { form }, { title: 'メールアドレス入力' })`. */
export const page = <T extends object>(view: View<T>, data: T, options: PageOptions): PageView =>
  new PageView((around) => view(data, around), data, options);

/**
 * Answers with 303 See Other.
 * @param done message that the next page shows once in a green box, e.g. 「承認しました。」
 */
export const redirect = (to: string, done?: string | Flash): Redirect =>
  new Redirect(to, typeof done === 'string' ? { kind: 'success', text: done } : done);
