/** What the trial invents. It is the same on every machine and in every start. */
export { Chance } from './chance.js';
export type { TrialHospital } from './hospital.js';
export { trialId, trialInstitutions, type TrialInstitution } from './trial-institutions.js';
