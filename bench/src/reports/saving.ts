import { openLoop } from '../submit/open-loop.js';
import { type Browser, hiddenFields } from '../system/browser.js';

const unescaped = (html: string): string =>
  html.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');

/** The address of a section's page that is open in a browser, with what it shows. */
interface OpenSection {
  readonly path: string;
  readonly cookie: string;
  readonly fields: Readonly<Record<string, string>>;
}

const sections = ['basic', 'access', 'services', 'costs', 'care', 'results'];

/** Opens a section as a browser does, and types into the first box that takes several lines. */
async function openSection(browser: Browser, cookie: string, section: string): Promise<OpenSection> {
  const path = `/reports/medical/yearly/${section}`;
  const { status, html } = await browser.get(path, cookie);
  if (status !== 200) throw new Error(`${path} answered ${status}`);
  const hidden = hiddenFields(html);
  const shown = JSON.parse(unescaped(hidden['_seen'] ?? '{}')) as Record<string, string>;
  const box = /<textarea[^>]*name="([^"]+)"/.exec(html)?.[1] ?? /<input type="text"[^>]*name="([^"]+)"/.exec(html)?.[1];
  const typed = box === undefined ? {} : { [box]: '変更しました' };
  const fields = { ...shown, ...typed, _csrf: hidden['_csrf'] ?? '', _action: 'next', _seen: JSON.stringify(shown) };
  return { path, cookie, fields };
}

async function saves(browser: Browser, { path, cookie, fields }: OpenSection): Promise<string | undefined> {
  const { status, location } = await browser.post(path, cookie, fields);
  // What is wrong in a section is told on its page; what was typed is stored all the same.
  return status === 303 || status === 200 || status === 422 ? undefined : `${path} was answered ${status} ${location}`;
}

/**
 * Institutions fill in their reports at once, section by section: each section is opened and then saved, at a fixed
 * rate, however long the saves before take.
 * @returns milliseconds of each save
 */
export async function saveSections(
  browser: Browser,
  cookies: readonly string[],
  rate: number,
): Promise<{ readonly milliseconds: readonly number[]; readonly errors: readonly string[] }> {
  const milliseconds: number[] = [];
  const errors: string[] = [];
  for (const section of sections) {
    const open: OpenSection[] = [];
    for (const cookie of cookies) open.push(await openSection(browser, cookie, section));
    const loop = await openLoop({ rate, count: open.length }, (at) => {
      const one = open[at];
      return one === undefined ? Promise.resolve('no section is left') : saves(browser, one);
    });
    milliseconds.push(...loop.milliseconds);
    errors.push(...loop.errors);
  }
  return { milliseconds, errors };
}
