import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { urls } from '../src/pages/user-Registration-Form/urls.js';
import type { RunningRegistration } from './running-registration.js';

export type Fields = Readonly<Record<string, string>>;

export interface Answered {
  readonly status: number;
  /** Where a redirect leads. */
  readonly to: string | undefined;
  readonly html: string;
  /** The page's words, without its markup. */
  readonly text: string;
  readonly title: string;
  readonly bytes: Buffer;
  readonly headers: Headers;
}

/** All that an applicant types on the application's page; valid together. */
export const filledIn: Fields = {
  institutionName: 'サンプル薬局',
  institutionCode: '1234567890',
  institutionType: 'pharmacy',
  codeHolding: '1',
  phone: '0312345678',
  insuranceCode: '3641234566',
  postalCode: '7708570',
  prefecture: '36',
  municipality: '徳島市',
  street: '万代町1丁目1番地',
  building: 'サンプルビル1階',
  department: '総務課',
  familyName: '山田',
  givenName: '太郎',
  departmentPhone: '0312345678',
  termsAccepted: 'on',
  privacyAccepted: 'on',
};

/** Somebody with a browser without script, and a session of their own. */
export class Visitor {
  private readonly cookies = new Map<string, string>();
  /** Of the form that was read last. */
  csrf = '';

  constructor(private readonly service: Pick<RunningRegistration, 'url' | 'lastCode'>) {}

  async request(path: string, init: RequestInit = {}): Promise<Answered> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { accept: 'text/html', ...(cookie !== '' && { cookie }), ...(init.headers as object) };
    const response = await fetch(this.service.url + path, { redirect: 'manual', ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      this.cookies.set(name, value);
    }
    const bytes = Buffer.from(await response.arrayBuffer());
    const html = bytes.toString('utf8');
    this.csrf = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? this.csrf;
    const to = response.headers.get('location') ?? undefined;
    const title = /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? '';
    return { status: response.status, to, html, text: wordsOf(html), title, bytes, headers: response.headers };
  }

  get(path: string): Promise<Answered> {
    return this.request(path);
  }

  /** Posts a form as the page that was last read would. */
  post(path: string, fields: Fields = {}): Promise<Answered> {
    return this.request(path, { method: 'POST', body: new URLSearchParams({ _csrf: this.csrf, ...fields }) });
  }

  /** A solved robot check. */
  async robotCheck(): Promise<string> {
    const challenge = JSON.parse((await this.request(urls.robotCheck)).html) as Parameters<typeof solveChallenge>[0]['challenge'];
    const solution = await solveChallenge({ challenge, deriveKey });
    return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
  }

  async enterAddress(email = 'xxx@example.com'): Promise<Answered> {
    await this.get(urls.address);
    return this.post(urls.address, { email, altcha: await this.robotCheck() });
  }

  /** As far as the code's page, with a code on its way. */
  async askForCode(email?: string): Promise<void> {
    await this.enterAddress(email);
    await this.get(urls.confirmAddress);
    await this.post(urls.confirmAddress);
    await this.get(urls.code);
  }

  /** As far as the application's page. */
  async verify(email?: string): Promise<void> {
    await this.askForCode(email);
    await this.post(urls.code, { code: await this.service.lastCode() });
    await this.get(urls.application);
  }

  /** As far as the confirmation. */
  async fillIn(fields: Fields = {}, email?: string): Promise<void> {
    await this.verify(email);
    await this.post(urls.application, { ...filledIn, ...fields });
    await this.get(urls.confirm);
  }

  /** The whole journey. @returns the application's number */
  async apply(fields: Fields = {}, email?: string): Promise<string> {
    await this.fillIn(fields, email);
    await this.post(urls.confirm);
    const { text } = await this.get(urls.complete);
    return /APF-\d{8}/.exec(text)?.[0] ?? '';
  }
}

function wordsOf(html: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'", '#x3D': '=', '#x60': '`' };
  return html
    .replace(/<(script|style|template)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&([^;]{1,6});/g, (whole, name: string) => entities[name] ?? whole)
    .replace(/\s+/g, ' ');
}
