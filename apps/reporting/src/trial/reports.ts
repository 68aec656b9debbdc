import { type Form, inputTexts, type Texts, type Values } from '@todoke/forms';
import { addDays, atTokyo, type Day, dayInTokyo, findMunicipalityByCode, prefectureName } from '@todoke/japan';
import { permissionFor, permissions } from '@todoke/lifecycle';
import {
  fiscalYearOf,
  formOf,
  formOn,
  phaseOf,
  presentWindow,
  publicationDayOf,
  publicOf,
  type ReportWindow,
  type Scheme,
  type State,
  usualWindow,
} from '../reports/index.js';
import { Chance, trialId, type TrialInstitution, trialInstitutions } from '@todoke/trial';
import { complete } from './complete.js';

/** A report of the trial, as it is stored. */
export interface TrialReport {
  readonly id: string;
  readonly institution: string;
  readonly scheme: Scheme;
  readonly fiscalYear: number;
  readonly prefecture: string;
  readonly municipalityCode: string;
  readonly type: string;
  readonly state: State;
  readonly formVersion: number;
  readonly version: number;
  readonly values: Values | null;
  readonly draftedAt: Date;
  readonly submittedAt: Date | null;
  readonly returnedAt: Date | null;
  readonly reason: string | null;
  readonly releasedAt: Date | null;
  readonly publishedOn: Day | null;
  /** What is being typed, and what was said last time. */
  readonly texts: Texts | null;
  readonly last: Values | null;
  /** What the public may read of it. */
  readonly published: Values | null;
}

/** Those for which somebody signs in: one has filled in a half, the other got its report back. */
const half = '医療法人とどけ会 城山ためし病院';
const returned = '医療法人とどけ会 眉山ためし病院';

const trialPrefectures = ['46', '36'] as const;

/**
 * Windows that are open today, of the trial's prefectures: where the usual days are not, they have begun a month ago
 * and last until the end of the fiscal year.
 * @param set what stands there already
 */
export function trialWindows(set: readonly ReportWindow[], now: Date): ReportWindow[] {
  const today = dayInTokyo(now);
  const year = fiscalYearOf(today);
  return trialPrefectures.flatMap((prefecture) =>
    permissions.flatMap((scheme): ReportWindow[] => {
      const place = { prefecture, scheme };
      const isSet = set.some(
        (one) => one.prefecture === prefecture && one.scheme === scheme && one.fiscalYear === year,
      );
      if (isSet || phaseOf(presentWindow(set, place, now), today) === 'open') return [];
      const begun = addDays(today, -30);
      const first = `${year}-04-01`;
      const opensOn = begun < first ? first : begun;
      const window = { ...usualWindow(place, year), opensOn, referenceDay: opensOn };
      return [{ ...window, note: '試行のため、いまが報告期間になっています。' }];
    }),
  );
}

/** Reports of a fiscal year and of the one before, of all institutions. The same days make the same ones. */
export const trialReports = (windows: (prefecture: string, scheme: Scheme) => ReportWindow, now: Date): TrialReport[] =>
  trialInstitutions().flatMap((one) => {
    const scheme = permissionFor(one.type);
    return reportsOf(one, scheme, windows(one.prefecture, scheme), now);
  });

function reportsOf(one: TrialInstitution, scheme: Scheme, window: ReportWindow, now: Date): TrialReport[] {
  const formVersion = formOn(scheme, dayInTokyo(now)).version;
  const form = formOf({ scheme, type: one.type, kind: 'yearly', formVersion });
  const { fiscalYear } = window;
  const chance = new Chance('report', one.id, fiscalYear);
  const signsIn = one.name === half || one.name === returned;
  const values = complete(form, factsOf(form, one), 'report', one.id);
  const base = {
    institution: one.id,
    scheme,
    prefecture: one.prefecture,
    municipalityCode: one.municipalityCode,
    type: one.type,
    formVersion,
    returnedAt: null,
    reason: null,
    texts: null,
    last: null,
    values,
  };
  const id = (year: number): string => trialId(one.prefecture, `${one.name} ${scheme} ${year}`);
  const publishedOn = publicationDayOf(fiscalYear - 1);
  const before = atTokyo(addDays(publishedOn, -60 + chance.between(0, 40)), 11);
  const lastYear: TrialReport = {
    ...base,
    id: id(fiscalYear - 1),
    fiscalYear: fiscalYear - 1,
    state: 'published',
    version: 4,
    draftedAt: before,
    submittedAt: before,
    releasedAt: atTokyo(addDays(publishedOn, -7), 14),
    publishedOn,
    published: publicOf(form, values),
  };
  const reported = signsIn || chance.is(0.9) ? [lastYear] : [];
  if (phaseOf(window, dayInTokyo(now)) !== 'open') return reported;
  const state = one.name === half ? 'draft' : one.name === returned ? 'returned' : stateBy(chance.next());
  if (state === undefined) return reported;
  const from = atTokyo(window.opensOn).getTime();
  const at = (share: number): Date => new Date(from + (now.getTime() - from) * share);
  const when = 0.1 + 0.5 * chance.next();
  const done = state !== 'draft';
  return [
    ...reported,
    {
      ...base,
      id: id(fiscalYear),
      fiscalYear,
      state,
      version: state === 'draft' ? 1 : state === 'submitted' ? 2 : 3,
      values: done ? values : null,
      draftedAt: at(when),
      submittedAt: done ? at(when + 0.1) : null,
      returnedAt: state === 'returned' ? at(when + 0.3) : null,
      reason: state === 'returned' ? '外来患者数が前年度と大きく異なります。ご確認のうえ、修正してください。' : null,
      releasedAt: state === 'released' ? at(when + 0.3) : null,
      publishedOn: null,
      texts: done ? null : inputTexts(form, firstHalf(form, values)),
      last: done ? null : values,
      published: null,
    },
  ];
}

/** 未報告, 報告中, 報告済, 差戻し, 公表予定, as they are some weeks after the first day. */
function stateBy(share: number): State | undefined {
  if (share < 0.4) return undefined;
  if (share < 0.5) return 'draft';
  if (share < 0.75) return 'submitted';
  return share < 0.8 ? 'returned' : 'released';
}

/** The first half of the sections, as far as somebody has got. */
function firstHalf({ sections }: Form, values: Values): Values {
  const keys = new Set(
    sections.slice(0, Math.ceil(sections.length / 2)).flatMap(({ items }) => items.map(({ key }) => key)),
  );
  return Object.fromEntries(Object.entries(values).filter(([key]) => keys.has(key)));
}

/** What is known of an institution, under the keys of its form. */
function factsOf(form: Form, one: TrialInstitution): Values {
  const town = findMunicipalityByCode(one.municipalityCode)?.name ?? one.municipality;
  const facts: Readonly<Record<string, string | number | undefined>> = {
    name: one.name,
    name_kana: 'ミホンノキカン',
    postal_code: one.postalCode,
    prefecture_code: one.prefecture,
    city_code: one.municipalityCode.slice(2),
    address: `${prefectureName(one.prefecture)}${town}${one.street}`,
    phone: one.phone,
    beds_general: one.hospital?.beds.general,
    beds_care: one.hospital?.beds.longTerm,
    beds_mental: one.hospital?.beds.psychiatric,
    beds_infection: one.hospital?.beds.infection,
  };
  const known = Object.entries(facts).filter(([key, fact]) => fact !== undefined && form.item(key) !== undefined);
  return Object.fromEntries(known) as Values;
}
