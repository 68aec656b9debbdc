import { addDays, type Day, dayInTokyo } from '@todoke/japan';
import { Chance, type TrialHospital, type TrialInstitution } from '@todoke/trial';
import { isHoliday, minutesAfter, waveAt, weekdayOf } from './days.js';

/** When an answer came. */
export interface Given {
  readonly at: Date;
  readonly late: boolean;
}

/** The minute of the day until which answers are in time. */
const deadline = 13 * 60;

/**
 * When a hospital answers 日次調査: most before the deadline, some after it or on the next day, some not at all, fewer at
 * weekends; a few often forget. Of today, whatever the hour, some two thirds have answered already.
 * @param keen whether it never forgets a past day, and leaves today to whoever signs in for it
 */
export function whenAnswered(id: string, day: Day, now: Date, keen: boolean): Given | undefined {
  const chance = new Chance('daily answer', id, day);
  const habit = new Chance('habit', id).is(0.08) ? 0.45 : 0.95;
  const share = isHoliday(day) ? habit * 0.88 : habit;
  const isToday = day === dayInTokyo(now);
  const answers = chance.is(keen ? 1 : isToday ? share * 0.7 : share);
  if (!answers || (keen && isToday)) return undefined;
  const early = 8 * 60 + 20 + chance.next() * (deadline - 8 * 60 - 30);
  if (isToday)
    return { at: new Date(Math.min(minutesAfter(day, early).getTime(), part(day, now, chance))), late: false };
  if (chance.is(0.05)) return { at: minutesAfter(day, deadline + 5 + chance.next() * 240), late: true };
  if (chance.is(0.03)) return { at: minutesAfter(addDays(day, 1), 9 * 60 + chance.next() * 150), late: true };
  return { at: minutesAfter(day, early), late: false };
}

/** An instant of today that is over. */
const part = (day: Day, now: Date, chance: Chance): number => {
  const midnight = minutesAfter(day, 0).getTime();
  return midnight + (now.getTime() - midnight) * chance.next();
};

/** What a hospital answers for a day, by the keys and codes of the form 日次調査. */
export function dailyValues({ id, hospital }: TrialInstitution & { readonly hospital: TrialHospital }, day: Day) {
  const beds = bedsOf(id, hospital, day);
  const week = Math.floor(Date.parse(day) / (7 * 24 * 60 * 60 * 1000));
  return {
    ...servicesOf(new Chance('services', id, week), hospital),
    ...staffOf(new Chance('staff', id, week)),
    ...infectionsOf(new Chance('infections', id, day), hospital, beds, day),
    ...beds,
    ...acceptanceOf(hospital, beds),
  };
}

type Beds = ReturnType<typeof bedsOf>;

function bedsOf(id: string, { secured, offers }: TrialHospital, day: Day) {
  const load = waveAt(day, id);
  const ready = Math.min(secured.all, Math.max(secured.severe, Math.round(secured.all * (load > 0.5 ? 1 : 0.8))));
  const inHospital = Math.min(ready, Math.round(ready * load * 1.15));
  const readySevere = Math.min(secured.severe, ready);
  const severe = Math.min(inHospital, Math.round(readySevere * load * 0.9));
  const empty = ready - inHospital;
  return {
    secured_beds: secured.all,
    secured_severe: secured.severe,
    ready_beds: ready,
    ready_severe: readySevere,
    in_hospital: inHospital,
    severe,
    empty_beds: empty,
    empty_severe: Math.min(empty, readySevere - severe),
    ...(offers.children && { empty_children: Math.min(empty, 2) }),
    ...(offers.maternity && { empty_maternity: Math.min(empty, 1) }),
    ...(offers.dialysis && { empty_dialysis: Math.min(empty, 1) }),
  };
}

const notes = [
  '職員の感染により、新規の受入れを一部制限しています。',
  '病棟改修のため、予定手術を一部延期しています。',
  '発熱外来の枠を縮小しています。',
  '麻酔科医の不在により、手術を制限しています。',
];

function servicesOf(chance: Chance, { kind, offers }: TrialHospital) {
  const of = (offered: boolean): string =>
    !offered ? 'none' : chance.is(0.05) ? 'limited' : chance.is(0.012) ? 'stopped' : 'normal';
  const services = {
    outpatient: of(true),
    inpatient: of(true),
    emergency: of(offers.emergency),
    surgery: of(offers.surgery && kind === 'general'),
    dialysis: of(offers.dialysis),
    chemo: of(offers.chemo),
  };
  const restricted = Object.values(services).some((state) => state === 'limited' || state === 'stopped');
  return { ...services, ...(restricted && { restriction_note: chance.of(notes) }) };
}

function staffOf(chance: Chance) {
  const of = (short: number): string => (chance.is(short) ? (chance.is(0.06) ? 'exhausted' : 'short') : 'normal');
  return { doctors: of(0.1), nurses: of(0.2), other_staff: of(0.12) };
}

function infectionsOf(chance: Chance, { beds, closed }: TrialHospital, { in_hospital, severe }: Beds, day: Day) {
  const isOpen = !closed.includes(weekdayOf(day)) && !isHoliday(day);
  const visitors = isOpen ? Math.round((beds.general / 12 + 2) * (0.4 + chance.next())) : 0;
  return {
    visitors,
    tests: Math.round(visitors * (0.5 + 0.4 * chance.next())),
    new_admissions: Math.min(in_hospital, Math.round((in_hospital / 7) * 2 * chance.next())),
    icu: Math.min(severe, Math.round(severe * chance.next())),
    ventilator: Math.min(severe, Math.round(severe * 0.7 * chance.next())),
    ecmo: severe >= 3 && chance.is(0.1) ? 1 : 0,
  };
}

function acceptanceOf({ kind, secured, offers }: TrialHospital, { empty_beds: empty, empty_severe: severe }: Beds) {
  if (secured.all === 0 || empty === 0) return { acceptance: 'no' };
  const patients = [
    ...(severe > 0 ? ['severe'] : []),
    'moderate',
    'mild',
    ...(offers.children ? ['children'] : []),
    ...(offers.maternity ? ['maternity'] : []),
    ...(offers.dialysis ? ['dialysis'] : []),
    ...(kind === 'psychiatric' ? ['psychiatric'] : []),
  ];
  return { acceptance: empty === 1 ? 'conditional' : 'yes', acceptance_for: patients };
}
