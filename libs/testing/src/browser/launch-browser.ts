import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Locator } from 'playwright-core';
import { patience } from '../eventually.js';
import { findChromium } from './chromium.js';

/** Looks for nothing outside this machine, and runs as root as well: it only ever sees our own pages. */
const flags = [
  '--headless',
  '--no-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/** A headless Chromium. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = await findChromium();
  return chromium.launch({ executablePath, args: flags, env: { ...process.env, ...env } });
}

export interface Visit {
  readonly context: BrowserContext;
  /** Requests to other hosts than ours; they are blocked. */
  readonly strangers: readonly string[];
  /** Complaints in the console, CSP violations included. */
  readonly complaints: readonly string[];
}

/**
 * A new browser context with Japanese locale. Every host but this machine is blocked; requests to others are recorded.
 */
export async function newVisit(browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  context.setDefaultTimeout(patience);
  const strangers: string[] = [];
  const complaints: string[] = [];
  await context.route(
    ({ protocol, hostname }) => protocol.startsWith('http') && !['localhost', '127.0.0.1', '[::1]'].includes(hostname),
    async (route) => {
      strangers.push(route.request().url());
      await route.abort();
    },
  );
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(error.error().message));
  return { context, strangers, complaints };
}

/**
 * Presses what leads to another page, and waits until that one is there. A look, a word or a click that comes sooner
 * would find the page before, which may well have the same heading, fields and buttons.
 */
export async function leadsOn(what: Locator, act = (): Promise<unknown> => what.click()): Promise<void> {
  await what.waitFor();
  await what.page().waitForLoadState();
  await Promise.all([what.page().waitForEvent('load'), act()]);
}
