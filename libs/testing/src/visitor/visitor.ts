import { type Answer, answerOf } from './answer.js';
import { Cookies } from './cookies.js';
import type { FormButton, Pair, PageForm } from './forms.js';

export type Fields = Readonly<Record<string, string>> | readonly Pair[];
/** What somebody types, chooses or ticks in a form; undefined where a field is emptied of its choice. */
export type Input = Readonly<Record<string, string | undefined>>;
export type RequestOptions = RequestInit & { readonly headers?: Readonly<Record<string, string>> };

export interface VisitorOptions {
  /** Whether a redirect to this address is followed. Left out: every one is. */
  readonly follows?: (url: string) => boolean;
  /** Public origin → the real one, as a reverse proxy would map it. */
  readonly proxies?: Readonly<Record<string, string>>;
  /** Milliseconds after which a request fails with a TimeoutError. Default: that of fetch. */
  readonly patience?: number;
}

/** For `follows`: follows no redirect. */
export const nowhere = (): boolean => false;

const mostRedirects = 20;

/** A browser without script: keeps cookies, follows redirects, sends forms. */
export class Visitor {
  /** The answer with a form that came last; it is parsed by whoever sends one. */
  private withForm: Answer | undefined;
  private token = '';
  private cookies = new Cookies();

  /** @param base the service's address; paths are taken below it */
  constructor(
    readonly base: string,
    private readonly options: VisitorOptions = {},
  ) {}

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.go(path, { headers }, this.options.follows);
  }

  /** As `get`, but follows every redirect. */
  follow(path: string): Promise<Answer> {
    return this.go(path, {}, undefined);
  }

  /** Sends exactly these fields. */
  post(path: string, fields: Fields = {}, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.go(path, postOf(fields, headers), this.options.follows);
  }

  /** Sends these fields with the CSRF token of the page that was read last. */
  send(path: string, fields: Fields = {}): Promise<Answer> {
    const all = pairsOf(fields);
    return this.post(path, all.some(([name]) => name === '_csrf') ? all : [...all, ['_csrf', this.csrf]]);
  }

  /**
   * Fills in the page's form and sends it with all that it already holds; the form of ログアウト is ignored.
   * @param press the text of the button that is pressed. Left out: none, and what buttons add is not sent
   */
  submit(page: Answer, input: Input = {}, press?: string): Promise<Answer> {
    const found = page.forms.find(({ method, action }) => method === 'post' && !action.endsWith('/sign-out'));
    return this.sendForm(page, found, input, press);
  }

  /** The button ログアウト of the page's header. */
  signOut(page: Answer): Promise<Answer> {
    return this.sendForm(
      page,
      page.forms.find(({ action }) => action.endsWith('/sign-out')),
    );
  }

  /** Signs in as one of the people of the stand-in issuer. Who is led on to another service does not go there. */
  async signIn(sub: string): Promise<Answer> {
    const choice = await this.get('/sign-in');
    const known = [this.base, new URL(choice.url).origin];
    const { follows = (url: string) => known.some((origin) => url.startsWith(origin)) } = this.options;
    return this.go(choice.url, postOf({ person: sub }, {}), follows);
  }

  /** The token of the form that was read last. */
  get csrf(): string {
    this.token = this.withForm?.csrf || this.token;
    return this.token;
  }

  /** One request without redirects, and its response. */
  async once(path: string, init: RequestOptions = {}): Promise<Answer> {
    const url = this.addressOf(path);
    return this.noted(await answerOf(url, await this.fetch(url, init), [url]));
  }

  /** The value of a cookie that the browser has. */
  cookie(name: string): string | undefined {
    return this.cookies.find(name);
  }

  /** The last value that a cookie had, also after it was deleted. */
  seenCookie(name: string): string | undefined {
    return this.cookies.seen(name);
  }

  setCookie(name: string, value: string): void {
    this.cookies.set(new URL(this.base), name, value);
  }

  forgetCookie(name: string): void {
    this.cookies.forget(name);
  }

  /** The Cookie header that the browser would send there. */
  cookiesFor(path: string): string {
    return this.cookies.for(new URL(this.addressOf(path)));
  }

  /** A visitor with the same cookies and options of its own. */
  inBrowserOf(other: Visitor): this {
    this.cookies = other.cookies;
    return this;
  }

  private async go(path: string, init: RequestOptions, follows: VisitorOptions['follows']): Promise<Answer> {
    const way: string[] = [];
    let url = this.addressOf(path);
    let request = init;
    while (way.length < mostRedirects) {
      way.push(url);
      const response = await this.fetch(url, request);
      const location = response.headers.get('location');
      if (location === null || response.status < 300 || response.status > 399) {
        return this.noted(await answerOf(url, response, way));
      }
      const next = new URL(location, url).href;
      if (follows?.(next) === false) return this.noted(await answerOf(url, response, [...way, next]));
      await response.body?.cancel();
      url = next;
      request = {};
    }
    throw new Error(`redirected without end: ${way.slice(-4).join(' ')}`);
  }

  private async fetch(address: string, init: RequestOptions): Promise<Response> {
    const url = new URL(address);
    const { patience } = this.options;
    const near = this.options.proxies?.[url.origin];
    const forwarded = { 'x-forwarded-host': url.host, 'x-forwarded-proto': url.protocol.slice(0, -1) };
    const cookie = this.cookies.for(url);
    const response = await fetch(near === undefined ? address : new URL(url.pathname + url.search, near), {
      redirect: 'manual',
      ...(patience !== undefined && { signal: AbortSignal.timeout(patience) }),
      ...init,
      headers: { accept: 'text/html', ...(near && forwarded), ...(cookie && { cookie }), ...init.headers },
    });
    this.cookies.keep(url, response.headers.getSetCookie());
    return response;
  }

  /** Not resolved against the base, so that `//x` is a path here and no other host. */
  private addressOf(path: string): string {
    return path.startsWith('/') ? this.base + path : path;
  }

  private sendForm(page: Answer, form: PageForm | undefined, input: Input = {}, press?: string): Promise<Answer> {
    if (form === undefined) throw new Error(`no such form on ${page.url}: ${page.main.slice(0, 200)}`);
    const button = press === undefined ? undefined : buttonNamed(press, form);
    const address = new URL(button?.action ?? (form.action || page.url), page.url);
    const sent = [...filledIn(form.fields, input), ...(button?.fields ?? [])];
    if ((button?.method ?? form.method) === 'post') return this.post(address.href, sent);
    address.search = new URLSearchParams(pairsOf(sent)).toString();
    return this.get(address.href);
  }

  private noted(answer: Answer): Answer {
    if (answer.html.includes('name="_csrf"')) this.withForm = answer;
    return answer;
  }
}

function buttonNamed(text: string, { buttons }: PageForm): FormButton {
  const found = buttons.find((button) => button.text === text);
  if (found === undefined) throw new Error(`no button ${text}, but: ${buttons.map((one) => one.text).join(', ')}`);
  return found;
}

const filledIn = (fields: readonly Pair[], input: Input): Pair[] => [
  ...fields.filter(([name]) => !(name in input)),
  ...Object.entries(input).flatMap(([name, value]): Pair[] => (value === undefined ? [] : [[name, value]])),
];

const pairsOf = (fields: Fields): [string, string][] =>
  Symbol.iterator in fields ? fields.map(([name, value]) => [name, value]) : Object.entries(fields);

const postOf = (fields: Fields, headers: Readonly<Record<string, string>>): RequestOptions => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  body: new URLSearchParams(pairsOf(fields)).toString(),
});
