import { launchBrowser, newVisit } from '@todoke/testing/browser';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { Tab } from './tab.js';

let browser: Promise<Browser> | undefined;

/** A person with a browser context of their own. */
export interface Visitor {
  readonly tab: Tab;
  /** Requests to other hosts than ours. */
  readonly strangers: readonly string[];
  /** Complaints in the browser's console. */
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

/** Closes all browser contexts, after the last journey of a suite. */
export async function everybodyLeaves(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}
