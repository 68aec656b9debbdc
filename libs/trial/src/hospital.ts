import type { Chance } from './chance.js';

type HospitalKind = 'general' | 'long-term' | 'psychiatric';

/** What a hospital of the trial is like. Figures follow the distribution of real ones of its two prefectures. */
export interface TrialHospital {
  readonly kind: HospitalKind;
  /** 許可病床数 by kind of bed. */
  readonly beds: {
    readonly general: number;
    readonly longTerm: number;
    readonly psychiatric: number;
    readonly infection: number;
  };
  /** Days of the week without outpatients, 0 is Sunday. */
  readonly closed: readonly number[];
  /** 確保病床, and those of them for the severely ill. */
  readonly secured: { readonly all: number; readonly severe: number };
  readonly offers: {
    readonly emergency: boolean;
    readonly surgery: boolean;
    readonly dialysis: boolean;
    readonly chemo: boolean;
    readonly children: boolean;
    readonly maternity: boolean;
  };
}

/** Sizes as they occur, each as often as the others. */
const generalBeds = [24, 30, 35, 40, 46, 53, 60, 76, 95, 115, 150, 199, 260, 400];
const longTermBeds = [29, 32, 38, 40, 46, 50, 58, 93, 120, 160];
const psychiatricBeds = [60, 114, 124, 150, 190, 228, 300];

const kindOf = (chance: Chance): HospitalKind =>
  chance.is(0.22) ? 'psychiatric' : chance.is(0.3) ? 'long-term' : 'general';

/** @param atLeast general beds of one that is to be large */
export function hospitalOf(chance: Chance, atLeast?: number): TrialHospital {
  const kind = atLeast === undefined ? kindOf(chance) : 'general';
  const general = kind === 'general' ? Math.max(atLeast ?? 0, chance.of(generalBeds)) : 0;
  const longTerm = kind === 'long-term' || (kind === 'general' && chance.is(0.3)) ? chance.of(longTermBeds) : 0;
  const psychiatric = kind === 'psychiatric' ? chance.of(psychiatricBeds) : 0;
  const large = general >= 199;
  const share = large ? 0.07 : 0.1;
  const all =
    general >= 40 ? Math.max(2, Math.round(general * share)) : kind === 'psychiatric' && chance.is(0.4) ? 2 : 0;
  return {
    kind,
    beds: { general, longTerm, psychiatric, infection: large && chance.is(0.4) ? 4 : 0 },
    closed: chance.is(0.1) ? [0, 4] : chance.is(0.5) ? [0, 6] : [0],
    secured: { all, severe: large ? Math.max(1, Math.round(all * 0.15)) : 0 },
    offers: {
      emergency: general >= 60,
      surgery: general >= 50,
      dialysis: kind !== 'psychiatric' && chance.is(0.4),
      chemo: general >= 115,
      children: general >= 150,
      maternity: general >= 199 && chance.is(0.7),
    },
  };
}
