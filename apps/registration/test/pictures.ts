import { mkdirSync } from 'node:fs';
import { desktop, expectGoodPage, phone } from '@todoke/testing/browser';
import type { Page } from 'playwright-core';

const folder = new URL('../test-results/screenshots/', import.meta.url).pathname;

/** Every state of every page goes through here: axe, the width of a phone, and pictures to look at. */
export async function inspect(page: Page, name: string): Promise<void> {
  await expectGoodPage(page);
  await picture(page, name);
}

export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const [width, size] of Object.entries({ desktop, phone })) {
    await page.setViewportSize(size);
    await page.screenshot({ path: `${folder}${name}-${width}.png`, fullPage: true });
  }
  await page.setViewportSize(desktop);
}
