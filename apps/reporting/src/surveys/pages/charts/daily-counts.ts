import type { SignedIn } from '@todoke/service';
import type { Transaction } from '../../../persistence/databases.js';
import { jurisdictionOf } from '../../domain/respondent.js';
import { presentRound } from '../../domain/round.js';
import { findSurvey } from '../../forms.js';
import { type AreaCounts, countByArea } from '../../persistence/by-area.js';
import { owing } from '../../persistence/owing.js';

/** Today's 日次調査 counted by 二次医療圏, of the person's jurisdiction. */
export async function dailyCounts(
  tx: Transaction,
  person: SignedIn,
  now: Date,
): Promise<{ readonly counts: readonly AreaCounts[]; readonly day: string; readonly list: string } | undefined> {
  const survey = findSurvey('daily');
  if (survey === undefined) return undefined;
  const day = presentRound(survey.cadence, now);
  const round = { survey: survey.form, audience: survey.audience, day };
  const counts = await countByArea(tx, owing(round, jurisdictionOf(person)));
  return { counts, day, list: `/surveys/daily?day=${day}` };
}
