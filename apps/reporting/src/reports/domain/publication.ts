import type { Form, Item, Values } from '@todoke/forms';
import type { Day } from '@todoke/japan';
import type { Report } from './report.js';
import type { Scheme } from './window.js';

/** What a pharmacy reports on change besides 基本情報. */
const alsoOfPharmacies = new Set(['hs_label', 'absent_hours']);

const isBasic = (item: Item): boolean => item.class === 'basic';

/** What 随時報告 is about: 基本情報 (R96), and of pharmacies two items more. */
export const isOccasional: Readonly<Record<Scheme, (item: Item) => boolean>> = {
  medical: isBasic,
  pharmacy: (item) => isBasic(item) || alsoOfPharmacies.has(item.key),
};

/** The keys of these items. */
export const occasionalKeys = ({ form, items }: Pick<Form, 'form' | 'items'>): ReadonlySet<string> =>
  new Set(items.filter(isOccasional[form === 'pharmacy' ? 'pharmacy' : 'medical']).map(({ key }) => key));

/** Values with what 随時報告 has corrected since: a correction says all of 基本情報, blank items too. */
function corrected(form: Form, values: Values, corrections: readonly Values[]): Values {
  const keys = occasionalKeys(form);
  return corrections.reduce<Values>(
    (before, correction) => ({
      ...Object.fromEntries(Object.entries(before).filter(([key]) => !keys.has(key))),
      ...Object.fromEntries(Object.entries(correction).filter(([key]) => keys.has(key))),
    }),
    values,
  );
}

/** What the public may read of values. */
export const publicOf = ({ items }: Form, values: Values): Values => {
  const hidden = new Set(items.filter((item) => item.public === false).map(({ key }) => key));
  return Object.fromEntries(Object.entries(values).filter(([key]) => !hidden.has(key)));
};

/** What was published or known of an institution. */
interface Facts {
  readonly values: Values;
  readonly asOf: Day;
}

/** All that was said of an institution under a scheme. */
export interface Earlier {
  /** With values. */
  readonly reports: readonly Report[];
  readonly published?: Facts | undefined;
  /** Imported before its first report here. */
  readonly known?: Facts | undefined;
}

/**
 * What was said last time: the newest report of a year with the 随時報告 since; else what is published; else what was
 * known before. Undefined where nothing was.
 */
export function lastTime(form: Form, { reports, published, known }: Earlier): Values | undefined {
  const told = reports
    .flatMap((report) =>
      report.values && report.submitted ? [{ ...report, values: report.values, at: report.submitted.at }] : [],
    )
    .sort((one, other) => one.at.getTime() - other.at.getTime());
  const newest = told.findLast(({ kind }) => kind !== 'occasional');
  const base = newest?.values ?? published?.values ?? known?.values;
  if (base === undefined) return undefined;
  const since = told.filter(({ kind, at }) => kind === 'occasional' && (newest === undefined || at > newest.at));
  return corrected(
    form,
    base,
    since.map(({ values }) => values),
  );
}
