import type { SignedIn } from '@todoke/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { textSizeOf, textSizes } from '../assets/text-size.js';
import type { AssetStore } from '../assets/asset-store.js';
import { counted } from '../menu/counted.js';
import { whoIs } from '../menu/who.js';
import type { NavigationItem, WebAppOptions } from '../options.js';
import { beginTokens } from '../sessions/session-store.js';
import { isBelow, pathOf } from '../sessions/sessions.js';
import { safe } from './formatters.js';
import { type Flash, takeFlash } from './flash.js';
import { navigationView } from './navigation.js';
import type { PageView, Step } from './page.js';
import { template } from './template.js';

const frame = template(import.meta.url, './shell.hbs');

const defaultPublicName = '厚生労働省 G-MIS 医療機関等情報支援システム';
export const defaultSupportPhone = '0570-783-872';

/** Renders pages in the shell that every screen shares (R4). */
export class Shell {
  constructor(
    private readonly options: WebAppOptions,
    private readonly assets: AssetStore,
  ) {}

  /** The menu of who is signed in, with how much waits behind its entries. */
  countedMenu(request: FastifyRequest): Promise<NavigationItem[]> {
    return counted(this.menu(request), personOf(request), this.options.counts ?? {});
  }

  private menu(request: FastifyRequest): readonly NavigationItem[] {
    return this.options.navigation?.(personOf(request)) ?? [];
  }

  /**
   * @param told messages besides the one that the page before has left
   * @param menu default: without numbers, for pages that tell of a failure
   */
  render(
    page: PageView,
    request: FastifyRequest,
    reply: FastifyReply,
    told: readonly Flash[] = [],
    menu: readonly NavigationItem[] = this.menu(request),
  ): string {
    const { options } = page;
    const status = options.status ?? 200;
    const path = pathOf(request.url);
    const person = personOf(request);
    const publicName = this.options.publicName ?? defaultPublicName;
    const around = { csrf: () => this.token(request, reply), path, person, publicName };
    const data = {
      title: `${status === 422 ? 'エラー：' : ''}${options.title}｜${publicName}`,
      publicName,
      home: this.options.home ?? '/',
      content: safe(page.render(around)),
      step: options.step && stepView(options.step),
      wide: options.wide === true,
      styles: ['page.css', ...(options.styles ?? [])].map((name) => this.assets.href(name)),
      scripts: ['page.js', ...(options.scripts ?? [])].map((name) => this.assets.href(name)),
      icon: this.assets.href('icon.svg'),
      textSize: textSizeOf(request),
      textSizes: this.textSizes(request),
      who: person && whoIs(person),
      navigation: navigationView(menu, path),
      footer: this.options.footer ?? [],
      flashes: flashViews([takeFlash(request, reply) ?? [], ...told].flat(), status),
    };
    return frame(data, around);
  }

  private textSizes(request: FastifyRequest): object[] {
    const chosen = textSizeOf(request);
    // A page that answered a POST has no address of its own; its form's address is used.
    const back = request.method === 'GET' || request.method === 'HEAD' ? request.url : pathOf(request.url);
    return textSizes.map(({ name, label }) => ({
      name,
      label,
      href: `/text-size/${name}?back=${encodeURIComponent(back)}`,
      current: name === chosen,
    }));
  }

  /**
   * There is no token without a session: after signing out, below exempt paths, or while the database is unavailable.
   */
  private token(request: FastifyRequest, reply: FastifyReply): string {
    const exempt = (this.options.csrfExempt ?? []).some((prefix) => isBelow(pathOf(request.url), prefix));
    const session = request.session as FastifyRequest['session'] | null | undefined;
    if (exempt || !session?.sessionId) return '';
    beginTokens(session, this.options.sessionSecret);
    return reply.generateCsrf();
  }
}

/** The person who is signed in, if any; also where there is no session. */
export const personOf = (request: FastifyRequest): SignedIn | undefined =>
  (request.session as { person?: SignedIn } | null | undefined)?.person;

/**
 * Messages of the form before, as headings. The first takes the focus, so that it is read out wherever the reader was;
 * where a form was refused, its errors take it (R39).
 */
const flashViews = (flashes: readonly Flash[], status: number): object[] =>
  flashes.map((flash, at) => ({ ...flash, focus: at === 0 && status !== 422 }));

/** The data of the partial `step-bar`. */
const stepView = ({ stages, current }: Step): object => ({
  stages: stages.map((label, index) => ({
    label,
    number: index + 1,
    current: index + 1 === current,
    done: index + 1 < current,
    state: index + 1 === current ? 'current' : index + 1 < current ? 'done' : 'ahead',
  })),
});
