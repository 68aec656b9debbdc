import { addDays, type Day } from '@todoke/japan';
import { Chance, type TrialHospital, type TrialInstitution } from '@todoke/trial';
import type { Given } from './daily.js';
import { minutesAfter } from './days.js';

/** A week's use for each bed. */
const usedABed = {
  surgical_mask: 12,
  n95: 1.5,
  gown: 3,
  face_shield: 0.8,
  goggles: 0.2,
  gloves: 60,
  ethanol: 0.6,
} as const;

/** When a hospital answers 週次調査: Monday to Friday, some a week late, some not at all. */
export function whenAnsweredWeekly(id: string, monday: Day): Given | undefined {
  const chance = new Chance('weekly answer', id, monday);
  if (!chance.is(0.9)) return undefined;
  const late = chance.is(0.05);
  const day = addDays(monday, late ? 7 : chance.between(0, 3));
  return { at: minutesAfter(day, 9 * 60 + chance.next() * 420), late };
}

/** What a hospital answers for a week, by the keys and codes of the form 週次調査. */
export function weeklyValues({ id, hospital }: TrialInstitution & { readonly hospital: TrialHospital }, monday: Day) {
  const { general, longTerm, psychiatric } = hospital.beds;
  const beds = general + longTerm + psychiatric;
  const goods = Object.entries(usedABed).map(([good, each]) => {
    const chance = new Chance('good', good, id, monday);
    const weeks = new Chance('stock', good, id).next() * 9 + chance.next();
    const used = Math.max(1, Math.round(beds * each * (0.8 + 0.4 * chance.next())));
    const outlook = weeks < 1.5 ? 'week' : weeks < 3.5 ? 'three-weeks' : weeks < 5 ? 'month' : 'longer';
    const isScarce = outlook === 'week';
    return [
      good,
      {
        stock: Math.round(used * weeks),
        used,
        bought: Math.round(used * (0.7 + 0.6 * chance.next())),
        outlook,
        wanted: isScarce ? '1' : '0',
        ...(isScarce && { wanted_count: used * 2 }),
      },
    ] as const;
  });
  const owned = Math.round(general / 25);
  const usable = Math.max(0, owned - (owned > 4 ? 1 : 0));
  const chance = new Chance('devices', id, monday);
  const ecmo = general >= 260 ? 2 : general >= 199 ? 1 : 0;
  return {
    goods: Object.fromEntries(goods),
    devices: {
      ventilator: { owned, usable, in_use: Math.round(usable * chance.next() * 0.8) },
      ecmo: { owned: ecmo, usable: ecmo, in_use: ecmo > 0 && chance.is(0.1) ? 1 : 0 },
    },
    ventilator_staff: owned * 3,
  };
}
