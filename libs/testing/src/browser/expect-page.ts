import type { Page } from 'playwright-core';
import { expectAccessible } from './accessibility.js';
import type { Visit } from './launch-browser.js';
import { expectFitsPhone } from './screenshots.js';

/** What holds for every page (R170): nothing for axe to find, nothing to scroll sideways on a phone. */
export async function expectGoodPage(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectFitsPhone(page);
}

/** A page that answers 4xx, as a refusal does, is a complaint of the browser's, too. */
const refusal = /^Failed to load resource: .* 4\d\d /;

/**
 * @param refused whether the visit was to be refused something
 * @throws where the browser asked a stranger for something, or complained (of CSP, of script) in its console
 */
export function expectQuiet({ strangers, complaints }: Visit, { refused = false } = {}): void {
  const heard = complaints.filter((complaint) => !refused || !refusal.test(complaint));
  if (strangers.length > 0) throw new Error(`other hosts were asked: ${strangers.join(', ')}`);
  if (heard.length > 0) throw new Error(`the browser complained:\n${heard.join('\n')}`);
}
