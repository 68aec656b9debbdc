import { permissions, permissionFor, schemeWord } from '@todoke/lifecycle';
import { dayInTokyo } from '@todoke/japan';
import type { SignedIn } from '@todoke/service';
import { partial } from '@todoke/web';
import type { Transaction } from '../../persistence/databases.js';
import { findOwn, findStanding } from '../actions/find-own.js';
import { possibilities, type Standing } from '../domain/possible.js';
import { lastDayOf, phaseOf, publicationDayOf, type Scheme } from '../domain/window.js';
import { dayWord, kindWords, stateTags, tagOf, yearWord } from '../words.js';

/** A scheme on the home of an institution. */
interface SchemeOnHome {
  /** The button, as the scheme is named (R65). */
  readonly label: string;
  readonly href: string;
  /** Whether it is a scheme under which the institution reports, or should. */
  readonly own: boolean;
  readonly tag?: object;
  /** Where it stands, a line each. */
  readonly lines: readonly string[];
}

/** What this module shows on the home of an institution: the data of the partial `reports-on-home`. */
export interface ReportsOnHome {
  readonly own: readonly SchemeOnHome[];
  readonly others: readonly SchemeOnHome[];
}

partial('reports-on-home', import.meta.url, './on-home.hbs');

export const reportsOnHomeStyles = ['reporting/reports.css'];

/** Where each scheme stands and until when, the own ones first; of others the button alone (R65, R73). */
export async function reportsOnHome(tx: Transaction, person: SignedIn, now: Date): Promise<ReportsOnHome> {
  const schemes: SchemeOnHome[] = [];
  for (const scheme of permissions) schemes.push(await schemeOnHome(tx, person, scheme, now));
  return { own: schemes.filter(({ own }) => own), others: schemes.filter(({ own }) => !own) };
}

async function schemeOnHome(tx: Transaction, person: SignedIn, scheme: Scheme, now: Date): Promise<SchemeOnHome> {
  const button = { label: schemeWord(scheme), href: `/reports/${scheme}` };
  const { institution, access } = await findOwn(tx, person, scheme);
  if (institution === undefined) return { ...button, own: true, lines: [] };
  const own = permissionFor(institution.type) === scheme;
  if (access === 'not-permitted') {
    return { ...button, own, tag: { label: '権限なし', kind: 'warning' }, lines: ['報告の権限が存在しません。'] };
  }
  if (access !== 'permitted') return { ...button, own, lines: [] };
  const standing = await findStanding(tx, institution, scheme, now);
  return { ...button, own: true, tag: tagOf(standing.ofYear), lines: linesOf(standing, now) };
}

/** Where the report of the year stands, until when, and what else is under way. */
function linesOf(standing: Standing, now: Date): string[] {
  const { window, ofYear, occasional } = standing;
  const year = yearWord(ofYear?.fiscalYear ?? window.fiscalYear);
  const days = `報告期間 ${dayWord(window.opensOn)}から${dayWord(lastDayOf(window))}まで`;
  const isUnderWay = possibilities(standing, now).occasional.is === 'begun';
  return [
    `${year}　${ofYear === undefined ? kindNow(standing) : kindWords[ofYear.kind]}`,
    ...(ofYear?.state === 'released' ? [`${dayWord(publicationDayOf(ofYear.fiscalYear))}に公表されます`] : []),
    ...(ofYear?.state === 'returned' ? ['都道府県から差し戻されています。修正して、もう一度報告してください。'] : []),
    phaseOf(window, dayInTokyo(now)) === 'after' ? `${days}（終了しました）` : days,
    ...(isUnderWay && occasional ? [`随時報告：${stateTags[occasional.state].label}`] : []),
  ];
}

const kindNow = ({ hasEarlier }: Standing): string => kindWords[hasEarlier ? 'yearly' : 'new'];
