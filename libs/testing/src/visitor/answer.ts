import { attributeOf, elementsIn, firstOf, type Page, readPage, wordsIn } from './markup.js';
import { formsOf, type PageForm } from './forms.js';

interface Received {
  readonly url: string;
  readonly response: Response;
  readonly way: readonly string[];
  readonly bytes: Buffer;
}

/** The response to a request, or to the last of a chain of redirects. */
export class Answer {
  /** The address that it came from. */
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  /** The Location header of a redirect that was not followed. */
  readonly to: string | undefined;
  /** Every address of the chain, the last included, and the one not followed. */
  readonly way: readonly string[];
  readonly bytes: Buffer;
  /** The raw body. */
  readonly html: string;
  private parsed: Page | undefined;

  constructor({ url, response, way, bytes }: Received) {
    this.url = url;
    this.status = response.status;
    this.headers = response.headers;
    this.to = response.headers.get('location') ?? undefined;
    this.way = way;
    this.bytes = bytes;
    this.html = bytes.toString('utf8');
  }

  /** The text of the whole page, without markup. */
  get text(): string {
    return wordsIn(this.page);
  }

  /** The text of its main element; of the whole page where there is none. */
  get main(): string {
    return wordsIn(firstOf(this.page, 'main') ?? this.page);
  }

  get title(): string {
    return wordsIn(firstOf(this.page, 'title'));
  }

  get h1(): string {
    return wordsIn(firstOf(this.page, 'h1'));
  }

  /** The CSRF token of its forms; empty where there is none. */
  get csrf(): string {
    if (!this.html.includes('_csrf')) return '';
    const token = elementsIn(this.page).find((element) => attributeOf(element, 'name') === '_csrf');
    return (token && attributeOf(token, 'value')) ?? '';
  }

  /** Its forms in order, with what a browser would send without input. */
  get forms(): PageForm[] {
    return formsOf(this.page);
  }

  /** Read when first asked for: not every answer is a page. */
  private get page(): Page {
    this.parsed ??= readPage(this.html);
    return this.parsed;
  }
}

export const answerOf = async (url: string, response: Response, way: readonly string[]): Promise<Answer> =>
  new Answer({ url, response, way, bytes: Buffer.from(await response.arrayBuffer()) });
