import { launchBrowser, newVisit } from '@todoke/testing/browser';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { Tab } from './tab.js';

let browser: Promise<Browser> | undefined;

/** Somebody with a browser of their own: cookies of one are not those of another. */
export interface Visitor {
  readonly tab: Tab;
  /** Requests to hosts that are not ours. */
  readonly strangers: readonly string[];
  /** What the browser's console complained about. */
  readonly complaints: readonly string[];
  /** Another tab of the same browser. */
  opensTab(): Promise<Tab>;
  leaves(): Promise<void>;
}

export async function visitor(options: BrowserContextOptions = {}): Promise<Visitor> {
  browser ??= launchBrowser();
  const { context, strangers, complaints } = await newVisit(await browser, options);
  const opensTab = async () => new Tab(await context.newPage());
  return { tab: await opensTab(), strangers, complaints, opensTab, leaves: () => context.close() };
}

/** After the last journey of a suite. */
export async function everybodyLeaves(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}
