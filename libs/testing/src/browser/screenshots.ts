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
  getBoundingClientRect(): { readonly right: number };
}
interface ShownPage {
  readonly document: {
    readonly documentElement: { readonly scrollWidth: number; readonly clientWidth: number };
    querySelectorAll(selector: string): Iterable<ShownElement>;
  };
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

/** @throws where a page scrolls horizontally at a phone's width, with the elements that overflow */
export async function expectFitsPhone(page: Page): Promise<void> {
  const before = page.viewportSize() ?? desktop;
  await page.setViewportSize(phone);
  const wide = await page.evaluate(() => {
    const { document } = globalThis as unknown as ShownPage;
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return undefined;
    const sticksOut = (element: ShownElement) => element.getBoundingClientRect().right > clientWidth + 1;
    const out = [...document.querySelectorAll('body *')].filter(sticksOut);
    return { scrollWidth, out: out.slice(0, 5).map((element) => element.outerHTML.slice(0, 120)) };
  });
  await page.setViewportSize(before);
  if (wide !== undefined) {
    throw new Error(
      `${page.url()} is ${wide.scrollWidth} px wide on a phone of ${phone.width}:\n${wide.out.join('\n')}`,
    );
  }
}
