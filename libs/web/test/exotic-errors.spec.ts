import { Get, HttpException, type ModuleMetadata, Query } from '@nestjs/common';
import { Problem } from '@todoke/service';
import { Admits, page, Page, type PageView, template } from '../src/index.js';
import { startDesk, type Desk, visitorAt } from './desk/start-desk.js';

const noteView = template(import.meta.url, './desk/private.hbs');

class Hostile extends Error {
  override get name(): string {
    throw new Error('no name');
  }
  override get message(): string {
    throw new Error('no message');
  }
  override get stack(): string {
    throw new Error('no stack');
  }
  get code(): string {
    throw new Error('no code');
  }
  get statusCode(): number {
    throw new Error('no status');
  }
}

const cyclic = new Error('one');
cyclic.cause = new Error('other', { cause: cyclic });
const refuses = (): never => {
  throw new Error('trap');
};
const traps = {
  get: refuses,
  has: refuses,
  getPrototypeOf: refuses,
  ownKeys: refuses,
  getOwnPropertyDescriptor: refuses,
};

/** What somebody may throw, besides errors. */
const thrown: Readonly<Record<string, unknown>> = {
  undefined,
  null: null,
  text: '山田太郎',
  number: 42,
  symbol: Symbol('yamada'),
  function: () => 'yamada',
  'an object without a prototype': Object.create(null) as object,
  'an array': ['yamada'],
  'a proxy': new Proxy(new Error('yamada'), traps),
  'a proxy of an object': new Proxy({}, traps),
  'an error that cannot be read': new Hostile(),
  'an error whose message is huge': new Error('山'.repeat(5_000_000)),
  'half a surrogate pair': new Error('\ud800 yamada \udfff'),
  'an error with a name that is none': Object.assign(new Error('x'), { name: { toString: refuses }, stack: 42 }),
  'a name that quotes': Object.assign(new Error('x'), { name: 'yamada@example.com\n    at somewhere' }),
  'a code that quotes': Object.assign(new Error('x'), { code: `yamada@example.com ${'x'.repeat(10_000)}` }),
  'a cycle of causes': cyclic,
  'a status that is none': Object.assign(new Error('x'), { statusCode: 404.5 }),
  'a status out of range': Object.assign(new Error('x'), { statusCode: 99_999 }),
  'a negative status': Object.assign(new Error('x'), { statusCode: -1 }),
  'headers that are none': Object.assign(new Error('x'), { headers: { 'bad header\n': '\u{1f363}' }, statusCode: 500 }),
  'an exception of Nest with a wrong status': new HttpException('yamada', 1_000),
  'an exception of Nest without a status': new HttpException('yamada', undefined as unknown as number),
  'a problem with broken parts': Object.assign(new Problem('x', 'invalid', 'y'), { kind: 'yamada', fields: null }),
  'a promise that fails': Promise.resolve('yamada'),
};

@Page('exotic', { roles: 'everybody' })
class ExoticPage {
  @Get('thrown')
  @Admits('everybody')
  fail(@Query('what') what: string): never {
    throw thrown[what];
  }

  @Get('page')
  broken(): PageView {
    return page(noteView, new Proxy({}, traps), { title: '壊れた画面' });
  }

  @Get('title')
  title(): PageView {
    return page(noteView, {}, { title: new Proxy({}, traps) as unknown as string });
  }

  @Get('style')
  style(): PageView {
    return page(noteView, {}, { title: 'x', styles: ['no-such.css'] });
  }
}

const more = (): ModuleMetadata => ({ controllers: [ExoticPage] });
const errors = (desk: Desk): string[] => desk.lines.filter((line) => line.includes('could not answer'));

describe('whatever is thrown', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await startDesk({}, undefined, 0, more);
  });
  afterAll(() => desk.close());
  beforeEach(() => {
    desk.lines.length = 0;
  });

  it.each(Object.keys(thrown))(
    '%s is told as an error of ours, to people and to programs, in one line of the log',
    async (what) => {
      const path = `/exotic/thrown?what=${encodeURIComponent(what)}`;
      const shown = await visitorAt(desk.url).get(path);
      const told = await visitorAt(desk.url).get(path, { accept: 'application/json' });
      expect([shown.status, told.status]).toEqual([500, 500]);
      expect(shown.html).toContain('<h1>システムエラーが起きました</h1>');
      expect(JSON.parse(told.html)).toMatchObject({ code: 'internal-error', status: 500 });
      expect(errors(desk)).toHaveLength(2);
      expect(desk.lines.join('').length).toBeLessThan(20_000);
      expect(shown.html + told.html + desk.lines.join('')).not.toMatch(/yamada|山/);
    },
  );

  it.each(['page', 'title', 'style'])('a page that fails while it is rendered (%s) is told as one', async (what) => {
    const shown = await visitorAt(desk.url).get(`/exotic/${what}`);
    expect([shown.status, shown.html.includes('システムエラーが起きました')]).toEqual([500, true]);
    expect(errors(desk)).toHaveLength(1);
  });
});

describe('where the error page itself fails', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await startDesk({ navigation: refuses }, undefined, 0, more);
  });
  afterAll(() => desk.close());

  it.each(['/', '/nowhere', '/%zz', '/exotic/thrown?what=text', '/trouble/problem'])(
    '%s is answered with words alone, and without what went wrong',
    async (path) => {
      desk.lines.length = 0;
      const { status, html, headers } = await visitorAt(desk.url).get(path);
      expect([status, html.includes('<h1>システムエラーが起きました</h1>')]).toEqual([500, true]);
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(html).not.toContain('trap');
      expect(errors(desk).length).toBeGreaterThan(0);
      expect(desk.lines.join('')).not.toContain('"trap"');
    },
  );
});
