import type { Page } from 'playwright-core';
import { expectAccessible } from './accessibility.js';
import type { Visit } from './launch-browser.js';
import { expectFits } from './screenshots.js';

/** What every page must fulfil (R170): no finding of axe, no horizontal scrolling at any width. */
export async function expectGoodPage(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectFits(page);
}

/** The browser's console also complains about a page that answers 4xx. */
const refusal = /^Failed to load resource: .* 4\d\d /;

/** Chromium ends its requests where an address of the machine comes or goes, as with a container that starts. */
const ofThisMachine = /net::ERR_NETWORK_CHANGED$/;

/**
 * @param refused whether a 4xx response is expected
 * @throws where the browser requested another host, or its console has complaints (of CSP, of script)
 */
export function expectQuiet({ strangers, complaints }: Visit, { refused = false } = {}): void {
  const heard = complaints.filter(
    (complaint) => !ofThisMachine.test(complaint) && !(refused && refusal.test(complaint)),
  );
  if (strangers.length > 0) throw new Error(`other hosts were asked: ${strangers.join(', ')}`);
  if (heard.length > 0) throw new Error(`the browser complained:\n${heard.join('\n')}`);
}
