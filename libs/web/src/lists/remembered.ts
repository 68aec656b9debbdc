import type { SignedIn } from '@todoke/service';
import type { WebReply, WebRequest } from '../sessions/web-session.js';

/** Seconds for which a browser keeps how a list was left: half a year. */
const keptFor = 182 * 86_400;

/** How a list was left, in a signed cookie of the browser. It counts for the person who left it so. */
interface Left {
  readonly person: string;
  readonly query: string;
}

const cookieOf = (name: string): string => `list_${name}`;

/** What an address says after its question mark, as the person left the list; undefined where that is unknown. */
export function leftAs(request: WebRequest, name: string, { sub }: SignedIn): string | undefined {
  const left = request.server.web.cookies.readJson(request, cookieOf(name)) as Partial<Left> | undefined;
  return left?.person === sub && typeof left.query === 'string' && left.query !== '' ? left.query : undefined;
}

export function leaveAs(request: WebRequest, reply: WebReply, name: string, { sub }: SignedIn, query: string): void {
  const left: Left = { person: sub, query };
  request.server.web.cookies.setJson(reply, cookieOf(name), left, keptFor);
}
