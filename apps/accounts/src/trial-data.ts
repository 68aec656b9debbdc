import 'reflect-metadata';
import { asWorker } from '@todoke/database';
import { bootOrExplain, clockFrom, environment } from '@todoke/service';
import { trialInstitutions } from '@todoke/trial';
import { z } from 'zod';
import { Databases } from './persistence/databases.js';
import { seedApiClient } from './trial/seed-api-client.js';
import { seedInstitutions } from './trial/seed-institutions.js';
import { seedPerson } from './trial/seed-person.js';
import { trialApiClient } from './trial/trial-api-client.js';
import { trialPerson, type TrialPerson } from './trial/trial-person.js';

const json = z
  .string()
  .default('[]')
  .transform((text): unknown => JSON.parse(text));

const settings = z.object({
  DATABASE_WORKER_URL: z.string(),
  CLOCK_START: z.string().optional(),
  TRIAL_PEOPLE: json.pipe(z.array(trialPerson)),
  TRIAL_API_CLIENTS: json.pipe(z.array(trialApiClient)),
});

/** Inserts the people of the trial and their institutions, and announces them. It may be repeated. */
export async function seedTrialData(databases: Databases, people: readonly TrialPerson[], now: Date): Promise<void> {
  for (const one of people) await databases.inTransaction((tx) => seedPerson(tx, one, now));
}

if (import.meta.filename === process.argv[1]) {
  await bootOrExplain(async () => {
    const { DATABASE_WORKER_URL, TRIAL_PEOPLE, TRIAL_API_CLIENTS, CLOCK_START } = environment(settings);
    const databases = new Databases(asWorker(DATABASE_WORKER_URL));
    const now = clockFrom(CLOCK_START).now();
    const institutions = trialInstitutions();
    await databases.inTransaction((tx) => seedInstitutions(tx, institutions, TRIAL_PEOPLE, now));
    await seedTrialData(databases, TRIAL_PEOPLE, now);
    for (const client of TRIAL_API_CLIENTS) await databases.inTransaction((tx) => seedApiClient(tx, client, now));
    await databases.onApplicationShutdown();
    process.stdout.write(`accounts: ${institutions.length} institutions and ${TRIAL_PEOPLE.length} people are in\n`);
  });
}
