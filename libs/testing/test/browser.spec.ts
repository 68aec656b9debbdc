import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  expectAccessible,
  expectFitsPhone,
  expectGoodPage,
  expectQuiet,
  launchBrowser,
  newVisit,
} from '@todoke/testing/browser';

const page = (
  body: string,
) => `<!doctype html><html lang="ja"><head><title>届</title><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"></head><body><main><h1>申請</h1>${body}</main></body></html>`;

const pages: Record<string, string> = {
  '/fine': page('<p>髙﨑 ①</p><label>機関名 <input name="name"></label>'),
  '/unlabelled': page('<input name="name"><p style="color:#bbb">薄い</p>'),
  '/wide': page('<div style="width:700px">広い</div>'),
  '/refused': page('<p>ご利用になれません</p>'),
  '/stranger': page('<img alt="" src="http://fonts.example/one.png"><script>throw new Error("broken script")</script>'),
};

let server: Server;
let origin: string;
let browser: Awaited<ReturnType<typeof launchBrowser>>;

beforeAll(async () => {
  server = createServer((request, response) => {
    const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
    const strict = request.url === '/stranger' ? {} : { 'content-security-policy': policy };
    response
      .writeHead(request.url === '/refused' ? 403 : 200, { 'content-type': 'text/html; charset=utf-8', ...strict })
      .end(pages[request.url ?? '']);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  server.close();
});

const visit = async (path: string, options = {}) => {
  const { context, strangers, complaints } = await newVisit(browser, options);
  const tab = await context.newPage();
  await tab.goto(origin + path);
  return { context, tab, strangers, complaints };
};

describe('the browser', () => {
  it('finds nothing wrong with a page that is in order, though its security policy is strict', async () => {
    const { tab, strangers, complaints } = await visit('/fine');
    await expectGoodPage(tab);
    expect({ strangers, complaints }).toEqual({ strangers: [], complaints: [] });
  });

  it('is quiet about nothing but a refusal that was meant', async () => {
    const refused = await visit('/refused');
    expect(() => expectQuiet(refused)).toThrow('status of 403');
    expect(() => expectQuiet(refused, { refused: true })).not.toThrow();
    const strange = await visit('/stranger');
    expect(() => expectQuiet(strange, { refused: true })).toThrow('fonts.example');
    expect(() => expectQuiet({ ...strange, strangers: [] }, { refused: true })).toThrow('broken script');
  });

  it('names a field without a label and text without contrast', async () => {
    const { tab } = await visit('/unlabelled');
    await expect(expectAccessible(tab)).rejects.toThrow(/axe found 2[^]*color-contrast[^]*label \(critical\)/);
  });

  it('names what sticks out on a phone', async () => {
    const { tab } = await visit('/wide');
    await expect(expectFitsPhone(tab)).rejects.toThrow(/not whole at a width of 320 px[^]*width:700px/);
  });

  it('notes requests to other hosts and errors of scripts', async () => {
    const { strangers, complaints } = await visit('/stranger');
    expect(strangers).toEqual(['http://fonts.example/one.png']);
    expect(complaints).toEqual(expect.arrayContaining([expect.stringContaining('broken script')]));
  });

  it('has a font with Japanese in it, whatever the machine has', async () => {
    const { tab } = await visit('/fine');
    const widths = await tab.evaluate(() => {
      const context = document.createElement('canvas').getContext('2d');
      if (context === null) return [];
      context.font = '20px sans-serif';
      return ['髙', '\u{10FFFD}'].map((text) => context.measureText(text).width);
    });
    expect(widths[0]).toBe(20);
  });
});
