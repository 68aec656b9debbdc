import { addDays, type Day } from '@todoke/japan';
import { Chance } from '@todoke/trial';
import type { Given } from './daily.js';
import { minutesAfter, waveAt } from './days.js';

/** The prefectures of the trial, with the sizes of their surveys. */
export const prefecturesOfTrial = [
  { code: '46', secured: 420, severe: 38, rooms: 300, patients: 1_400 },
  { code: '36', secured: 250, severe: 25, rooms: 180, patients: 650 },
] as const;

type Prefecture = (typeof prefecturesOfTrial)[number];

/** When a prefecture answers a round: on Wednesday afternoon or Thursday. */
export function whenPrefectureAnswered(survey: string, code: string, monday: Day): Given {
  const chance = new Chance(survey, code, monday);
  return { at: minutesAfter(addDays(monday, chance.between(2, 3)), 13 * 60 + chance.next() * 240), late: false };
}

/** What a prefecture answers for a week, by the keys of the form 療養状況調査. */
export function recuperationValues({ code, secured, severe, rooms, patients }: Prefecture, monday: Day) {
  const load = waveAt(monday, 'recuperation', code);
  const chance = new Chance('recuperation', code, monday);
  const home = Math.round(patients * load);
  const lodging = Math.round(rooms * load * 0.4);
  const inpatients = Math.round(secured * load * 0.75);
  const adjusting = Math.round(home * 0.04 * chance.next());
  const severely = Math.round(severe * load * 0.5);
  const phase = load < 0.3 ? 1 : load < 0.55 ? 2 : 3;
  return {
    patients: inpatients + lodging + home + adjusting,
    inpatients,
    inpatients_secured: Math.round(inpatients * 0.85),
    inpatients_temporary: 0,
    severe: severely,
    severe_secured: Math.round(severely * 0.9),
    phase,
    last_phase: 4,
    ready_beds: Math.round((secured * (phase + 1)) / 5),
    secured_beds: secured,
    secured_beds_temporary: 0,
    severe_phase: phase,
    severe_last_phase: 4,
    severe_ready_beds: Math.round((severe * (phase + 1)) / 5),
    severe_secured_beds: severe,
    lodging,
    lodging_phase: phase,
    lodging_last_phase: 3,
    lodging_ready_rooms: Math.round(rooms * 0.8),
    lodging_secured_rooms: rooms,
    home,
    welfare: Math.round(home * 0.08),
    adjusting,
    adjusting_inpatient: Math.round(adjusting * 0.3),
    updated_on: addDays(monday, 2),
  };
}

/** Pieces in stock when it is as it should be, for each secured bed. */
const targets = { surgical_mask: 3_500, n95: 270, gown: 640, face_shield: 350, gloves: 12_000 } as const;

/** What a prefecture answers for a week, by the keys of the form 医療用物資備蓄状況・対応状況調査. */
export function suppliesValues({ code, secured }: Prefecture, monday: Day) {
  const goods = Object.entries(targets).map(([good, each]) => {
    const chance = new Chance('supplies', good, code, monday);
    const target = each * secured;
    const previous = Math.round(target * (0.75 + 0.35 * waveAt(monday, 'supplies', good, code)));
    const received = chance.is(0.4) ? Math.round((target * 0.05 * chance.next()) / 100) * 100 : 0;
    const issued = Math.round((target * 0.04 * chance.next()) / 100) * 100;
    const within_expiry = Math.round((previous + received - issued) * (0.85 + 0.1 * chance.next()));
    return [good, { previous, received, issued, target, within_expiry }] as const;
  });
  const chance = new Chance('requests', code, monday);
  const requests = chance.between(0, 9);
  const handled = requests - Math.min(requests, chance.between(0, 2));
  return {
    goods: Object.fromEntries(goods),
    requests,
    handled,
    handling: handled === requests ? 'done' : 'under-way',
  };
}
