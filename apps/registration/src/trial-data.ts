import { asWorker } from '@todoke/database';
import { municipalitiesOf } from '@todoke/japan';
import { bootOrExplain, environment } from '@todoke/service';
import { z } from 'zod';
import { type Desk, saveDesks } from './contact-points/index.js';
import { Databases } from './persistence/databases.js';

/** The eight desks of 鹿児島県 (R110). A county stands for all its towns and villages. */
const kagoshima = [
  { name: '保健医療福祉課医務係', phone: '099-286-2707', areas: ['鹿児島市'] },
  { name: '伊集院保健所', phone: '099-272-6301', areas: ['鹿児島郡', '日置市', 'いちき串木野市'] },
  { name: '加世田保健所', phone: '0993-53-8001', areas: ['枕崎市', '南さつま市', '南九州市', '指宿市'] },
  { name: '川薩保健所', phone: '0996-23-3166', areas: ['薩摩川内市', '薩摩郡', '出水市', '阿久根市', '出水郡'] },
  { name: '姶良保健所', phone: '0995-44-7963', areas: ['霧島市', '姶良市', '姶良郡', '伊佐市'] },
  { name: '鹿屋保健所', phone: '0994-52-2125', areas: ['鹿屋市', '垂水市', '肝属郡', '曽於市', '志布志市', '曽於郡'] },
  { name: '西之表保健所', phone: '0997-22-1830', areas: ['西之表市', '熊毛郡'] },
  { name: '名瀬保健所', phone: '0997-57-7246', areas: ['奄美市', '大島郡'] },
];

/** Code of 鹿児島県. */
const prefecture = '46';

/** The desks with their municipalities' codes. @throws when a name is no municipality and no county */
export const trialDesks = (): Desk[] =>
  kagoshima.map(({ name, phone, areas }, index) => ({
    id: `${prefecture}-${index + 1}`,
    prefecture,
    name,
    phone,
    municipalities: areas.flatMap((area) => {
      const found = municipalitiesOf(prefecture).filter((one) => one.name === area || one.county === area);
      if (found.length === 0) throw new Error(`no municipality named ${area}`);
      return found.map(({ code }) => code);
    }),
  }));

/** Puts the trial's contact points in. Safe to repeat. */
export async function seedTrialData(databases: Databases): Promise<void> {
  await databases.inTransaction((tx) => saveDesks(tx, trialDesks()));
}

if (import.meta.filename === process.argv[1]) {
  await bootOrExplain(async () => {
    const { DATABASE_WORKER_URL } = environment(z.object({ DATABASE_WORKER_URL: z.string() }));
    const databases = new Databases(asWorker(DATABASE_WORKER_URL));
    await seedTrialData(databases);
    await databases.onApplicationShutdown();
    process.stdout.write(`registration: ${kagoshima.length} contact points are in\n`);
  });
}
