import type { Page } from 'playwright-core';

/** What a clerk did with hands and eyes, and how long the browser took to answer. */
export interface Work {
  loads: number;
  clicks: number;
  keys: number;
  /** Applications looked at that were in order, that were doubtful, and rows of a preview. */
  clean: number;
  doubtful: number;
  rows: number;
  /** Seconds that the pages took to load. */
  waited: number;
}

export const noWork = (): Work => ({ loads: 0, clicks: 0, keys: 0, clean: 0, doubtful: 0, rows: 0, waited: 0 });

/**
 * Seconds of a practised clerk. A key and a click are those of the keystroke-level model (Card, Moran and Newell 1980):
 * 0.28 for a key; 1.1 to point, 0.2 to press and release, 0.4 to reach for the mouse. How long one reads is set here
 * and not measured: the page says what the system has compared, so what is in order is looked over, and what is
 * doubtful is read, thought about (1.35, the model's mental step) and looked up.
 */
export const seconds = { key: 0.28, click: 1.7, clean: 4, doubtful: 15, row: 2 } as const;

/** Seconds of all of it. */
export const timeOf = (work: Work): number =>
  work.waited +
  work.keys * seconds.key +
  work.clicks * seconds.click +
  work.clean * seconds.clean +
  work.doubtful * seconds.doubtful +
  work.rows * seconds.row;

/** Works in a browser and counts what it takes. */
export class Clerk {
  constructor(
    readonly page: Page,
    readonly work: Work,
  ) {}

  /** Opens an address. */
  open(address: string): Promise<void> {
    return this.leadsOn(() => this.page.goto(address));
  }

  /** Presses a key that leads to another page. */
  pressOn(key: string): Promise<void> {
    this.work.keys += 1;
    return this.leadsOn(() => this.page.keyboard.press(key));
  }

  /** Clicks what leads to another page. */
  clickOn(selector: string): Promise<void> {
    this.work.clicks += 1;
    return this.leadsOn(() => this.page.click(selector));
  }

  /** Presses a key that leads nowhere else. */
  async press(key: string): Promise<void> {
    this.work.keys += 1;
    await this.page.keyboard.press(key);
  }

  async click(selector: string): Promise<void> {
    this.work.clicks += 1;
    await this.page.click(selector);
  }

  /** The page after what is done, with its scripts. */
  private async leadsOn(act: () => Promise<unknown>): Promise<void> {
    const started = performance.now();
    const before = await this.page.evaluate<number>('performance.timeOrigin');
    await act();
    const isNew = `performance.timeOrigin !== ${before} && document.readyState === 'complete'`;
    while (!(await this.page.evaluate<boolean>(isNew).catch(() => false))) await this.page.waitForTimeout(10);
    this.work.loads += 1;
    this.work.waited += (performance.now() - started) / 1_000;
  }
}
