import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '@todoke/local-system';
import type { Page } from 'playwright-core';

/**
 * The part of the DOM types that is needed. The whole DOM library would apply to every package that imports this one,
 * with globals such as `name` or `status`.
 */
interface ShownElement {
  readonly outerHTML: string;
  readonly tagName: string;
  readonly scrollWidth: number;
  readonly clientWidth: number;
  matches(selector: string): boolean;
  getBoundingClientRect(): { readonly right: number };
}
interface ShownPage {
  readonly document: {
    readonly documentElement: { readonly scrollWidth: number; readonly clientWidth: number };
    querySelectorAll(selector: string): Iterable<ShownElement>;
  };
  getComputedStyle(element: ShownElement): { readonly overflowX: string };
}

export const desktop = { width: 1280, height: 900 };
export const phone = { width: 320, height: 640 };

const folder = join(repository, 'journeys', 'screenshots');

/** Screenshots of the whole page, at a desktop's and at a phone's width, in journeys/screenshots. */
export async function screenshots(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const before = page.viewportSize() ?? desktop;
  for (const [width, size] of Object.entries({ desktop, phone })) {
    await page.setViewportSize(size);
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
  }
  await page.setViewportSize(before);
}

/** Widths of telephones in CSS pixels, the narrowest that WCAG 1.4.10 asks for and a usual one. */
const phoneWidths = [phone.width, 390];

/** An office's window of 1280 px, the same at 200 % (WCAG 1.4.4), and a tablet. */
const officeWidths = [1280, 640, 768];

/** @throws where a page is not whole at a phone's width: it scrolls horizontally, or a frame in it hides a part */
export const expectFitsPhone = (page: Page): Promise<void> =>
  expectWhole(page, phoneWidths, () => page.evaluate(partsThatAreCut, ''));

/**
 * @throws where a page is not whole on a phone, a tablet, or in an office's window, at 200 % too. A table of many
 * columns may scroll in an office's window, by keyboard too.
 */
export async function expectFits(page: Page): Promise<void> {
  const cutInOffice = (): Promise<string[]> => page.evaluate(partsThatAreCut, '.table-scroll[tabindex="0"]');
  await expectWhole(page, officeWidths, cutInOffice);
  await expectFitsPhone(page);
}

async function expectWhole(page: Page, widths: readonly number[], cutAt: () => Promise<string[]>): Promise<void> {
  const before = page.viewportSize() ?? desktop;
  for (const width of widths) {
    await page.setViewportSize({ ...phone, width });
    const cut = await cutAt();
    if (cut.length > 0) {
      await page.setViewportSize(before);
      throw new Error(`${page.url()} is not whole at a width of ${width} px:\n${cut.join('\n')}`);
    }
  }
  await page.setViewportSize(before);
}

/**
 * Runs in the browser.
 * @param mayScroll selector of frames that may hide a part; empty: none
 */
function partsThatAreCut(mayScroll: string): string[] {
  const { document, getComputedStyle } = globalThis as unknown as ShownPage;
  const { scrollWidth, clientWidth } = document.documentElement;
  const all = [...document.querySelectorAll('body *')];
  const sticksOut = (element: ShownElement) => element.getBoundingClientRect().right > clientWidth + 1;
  // What is there for screen readers alone is a pixel wide.
  const hides = (element: ShownElement) =>
    element.clientWidth > 1 &&
    element.scrollWidth > element.clientWidth + 1 &&
    !['INPUT', 'TEXTAREA', 'SELECT'].includes(element.tagName) &&
    !(mayScroll !== '' && element.matches(mayScroll)) &&
    getComputedStyle(element).overflowX !== 'visible';
  const wide = scrollWidth > clientWidth ? all.filter(sticksOut).slice(0, 5) : [];
  return [...wide, ...all.filter(hides)].map((element) => element.outerHTML.slice(0, 120));
}
