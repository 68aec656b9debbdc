/** The response to a request, or to the last of a chain of redirects. */
export interface Answer {
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
  /** The text of the whole page, without markup. */
  readonly text: string;
  /** The text of its main element; of the whole page where there is none. */
  readonly main: string;
  readonly title: string;
  readonly h1: string;
  /** The CSRF token of its forms; empty where there is none. */
  readonly csrf: string;
}

/** A form with the values that a browser would send without input. */
export interface PageForm {
  readonly action: string;
  readonly method: string;
  readonly hidden: Readonly<Record<string, string>>;
}

export async function answerOf(url: string, response: Response, way: readonly string[]): Promise<Answer> {
  const bytes = Buffer.from(await response.arrayBuffer());
  const html = bytes.toString('utf8');
  return {
    url,
    status: response.status,
    headers: response.headers,
    to: response.headers.get('location') ?? undefined,
    way,
    bytes,
    html,
    text: wordsOf(html),
    main: wordsOf(/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html),
    title: inside(html, 'title'),
    h1: inside(html, 'h1'),
    csrf: plain(/name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''),
  };
}

/** The forms of a page, in order. */
export const formsOf = (html: string): PageForm[] =>
  [...html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)].map(([, attributes = '', body = '']) => {
    const hidden = [...body.matchAll(/<input[^>]*>/g)]
      .map(([input]) => input)
      .filter((input) => attribute(input, 'type') === 'hidden')
      .map((input) => [attribute(input, 'name'), attribute(input, 'value')]);
    return {
      action: attribute(attributes, 'action'),
      method: attribute(attributes, 'method') || 'get',
      hidden: Object.fromEntries(hidden) as Record<string, string>,
    };
  });

const attribute = (markup: string, name: string): string =>
  plain(new RegExp(`\\b${name}="([^"]*)"`).exec(markup)?.[1] ?? '');

const inside = (html: string, tag: string): string =>
  wordsOf(new RegExp(`<${tag}[^>]*>([\\s\\S]*?)</${tag}>`).exec(html)?.[1] ?? '');

const wordsOf = (html: string): string =>
  plain(html.replace(/<(script|style|template)[\s\S]*?<\/\1>/g, '').replace(/<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

const plain = (markup: string): string =>
  markup.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name = '') => {
    if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return named[name] ?? whole;
  });
