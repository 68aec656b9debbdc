import type { Locator, Page, Response } from 'playwright-core';
import { expectAccessible, expectFits, leadsOn, screenshots } from '@todoke/testing/browser';

/** A label with or without the marks of a required field behind it (R7). */
const labelled = (label: string): RegExp => {
  const escaped = label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped}[\\s*]*(必須)?\\s*$`);
};

/** One tab of a browser, addressed by what people see: labels, headings, buttons. */
export class Tab {
  constructor(readonly page: Page) {}

  async goesTo(url: string): Promise<Response | null> {
    return this.page.goto(url);
  }

  /** The field with this label. */
  field(label: string): Locator {
    return this.page.getByLabel(labelled(label));
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  link(name: string): Locator {
    return this.page.getByRole('link', { name, exact: true });
  }

  /** Presses a button that sends a form, and waits for the page that answers. */
  async presses(name: string): Promise<void> {
    await leadsOn(this.button(name));
  }

  /** Which of two the page has, once it has one: a page that is still on its way has neither. */
  async hasRather(one: Locator, other: Locator): Promise<boolean> {
    await one.or(other).first().waitFor();
    return (await one.count()) > 0;
  }

  /** A button, or a link that looks like one. */
  async chooses(name: string): Promise<void> {
    await this.button(name).or(this.link(name)).first().click();
  }

  /** Writes into a text field, chooses in a select, or picks a radio button. */
  async fillsIn(label: string, value: string | RegExp): Promise<void> {
    const group = this.page.getByRole('radiogroup', { name: labelled(label) });
    const field = this.field(label);
    if (await this.hasRather(group, field)) return group.getByRole('radio', { name: value, exact: true }).check();
    if ((await field.evaluate((element) => element.tagName)) !== 'SELECT') return field.fill(String(value));
    const options = await field.getByRole('option').allInnerTexts();
    const option = options.find((text) => (typeof value === 'string' ? text === value : value.test(text)));
    if (option === undefined) throw new Error(`${label} offers no ${String(value)}, but ${options.join(', ')}`);
    await field.selectOption({ label: option });
  }

  /** What stands at a field that is marked as wrong, once it is. */
  async complaintAt(label: string): Promise<string> {
    const field = this.field(label).or(this.page.getByRole('radiogroup', { name: labelled(label) }));
    const wrong = field.and(this.page.locator('[aria-invalid="true"]')).first();
    const ids = (await wrong.getAttribute('aria-describedby')) ?? '';
    const texts = ids.split(/\s+/).map((id) => this.page.locator(`[id="${id}"]`).innerText());
    return (await Promise.all(texts)).join(' ');
  }

  /** Waits until this is the page's one heading. */
  async arrivesAt(heading: string | RegExp): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: heading }).waitFor();
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  async text(): Promise<string> {
    return this.page.locator('body').innerText();
  }

  /** The error summary's lines, once there is one. */
  async errors(): Promise<string[]> {
    const lines = this.page.getByRole('alert').getByRole('listitem');
    await lines.first().waitFor();
    return lines.allInnerTexts();
  }

  /** Which step the bar shows as the present one (R3). */
  async step(): Promise<string> {
    return this.page.locator('[aria-current="step"]').innerText();
  }

  /**
   * Checks what every page must fulfil (R170): one h1, a title, no finding of axe, whole at any width.
   * Violations are collected in `disorder`, and the journey continues. Saves screenshots of both widths.
   */
  async isLookedAt(name: string): Promise<void> {
    await screenshots(this.page, name);
    for (const check of [expectOneHeading, expectAccessible, expectFits]) {
      await check(this.page).catch((error: Error) => disorder.push(`${name}: ${error.message}`));
    }
  }
}

/** The violations on the pages that this suite has checked. */
export const disorder: string[] = [];

async function expectOneHeading(page: Page): Promise<void> {
  const headings = await page.getByRole('heading', { level: 1 }).count();
  if (headings !== 1) throw new Error(`${page.url()} has ${headings} headings of level 1`);
  if ((await page.title()).trim() === '') throw new Error(`${page.url()} has no title`);
}
