import axe, { type AxeResults, type Result, type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

interface PageWithAxe {
  readonly axe: { run(options: RunOptions): Promise<AxeResults> };
}

/** WCAG 2.0, 2.1 and 2.2 at A and AA, and axe's best practices. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/**
 * What axe finds wrong with the page as it is now, one readable text a finding. JavaScript must be enabled: axe waits
 * for timers.
 */
async function accessibilityFindings(page: Page): Promise<string[]> {
  // Evaluated through the debugger protocol, so the page's security policy need not allow it.
  await page.evaluate(axe.source);
  const violations = await page.evaluate<Result[], string[]>(async (values) => {
    const { axe: here } = globalThis as unknown as PageWithAxe;
    // Selectors and markup of what is in order would be made for nobody.
    const found = await here.run({ runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
    return found.violations;
  }, tags);
  return violations.flatMap(readable);
}

/** @throws with every finding, when there is one */
export async function expectAccessible(page: Page): Promise<void> {
  const findings = await accessibilityFindings(page);
  if (findings.length === 0) return;
  throw new Error(`axe found ${findings.length} at ${page.url()} (${await page.title()}):\n${findings.join('\n')}`);
}

const readable = ({ id, impact, help, nodes }: Result): string[] =>
  nodes.map(({ target, html, failureSummary }) => {
    const reasons = (failureSummary ?? '')
      .split('\n')
      .slice(1)
      .map((line) => line.trim())
      .join('; ');
    return `- ${id} (${impact ?? 'no impact'}): ${help}\n  at ${target.join(' ')}: ${html.slice(0, 160)}\n  ${reasons}`;
  });
