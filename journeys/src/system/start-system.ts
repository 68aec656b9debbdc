import { variable } from './demo.js';
import { startWholeSystem } from './whole-system.js';

let stop = async (): Promise<void> => undefined;

/** Jest's global set-up: uses the system that TODOKE_DEMO names, else starts one. @public */
export default async function startSystem(): Promise<void> {
  const given = process.env[variable];
  if (given !== undefined && given !== '') return console.log(`\nThe journeys go through the system of ${given}`);
  const started = Date.now();
  const system = await startWholeSystem('journeys');
  stop = () => system.stop();
  process.env[variable] = system.places.demo;
  console.log(`\nThe journeys go through a system of their own, ready after ${Date.now() - started} ms`);
}

/** Ends what the set-up started. */
export const stopStarted = (): Promise<void> => stop();
