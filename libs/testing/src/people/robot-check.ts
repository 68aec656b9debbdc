import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';

interface Reader {
  get(path: string): Promise<{ readonly html: string }>;
}

/**
 * Solves the robot check of a page, as its widget does in a browser.
 * @param page the page with the widget, or the address of the challenge
 * @returns the value of the field `altcha`
 */
export async function solvedRobotCheck(visitor: Reader, page: { readonly html: string } | string): Promise<string> {
  const address = typeof page === 'string' ? page : challengeOf(page.html);
  const challenge = JSON.parse((await visitor.get(address)).html) as Parameters<typeof solveChallenge>[0]['challenge'];
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}

function challengeOf(html: string): string {
  const address = /<altcha-widget[^>]* challenge="([^"]+)"/.exec(html)?.[1];
  if (address === undefined) throw new Error('the page has no robot check');
  return address.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');
}
