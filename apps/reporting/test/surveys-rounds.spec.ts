import { FixedClock } from '@todoke/service';
import { eventually, testBed } from '@todoke/testing';
import { reporting } from '../src/reporting.service.js';

it('rounds begin by themselves, once in however many processes, and those of days on which none ran', async () => {
  const bed = await testBed(reporting);
  const rounds = async (survey: string): Promise<string[]> =>
    (
      await bed.ask<{ day: string }>('SELECT day::text FROM reporting.surveys_rounds WHERE survey = $1 ORDER BY day', [
        survey,
      ])
    ).map(({ day }) => day);
  const runAt = (instant: string) => bed.start({ clock: new FixedClock(new Date(instant)) });
  const running = await Promise.all([runAt('2026-11-20T10:00:00+09:00'), runAt('2026-11-20T10:00:00+09:00')]);
  await eventually(async () => expect(await rounds('daily')).toEqual(['2026-11-20']));
  await eventually(async () => expect(await rounds('weekly')).toEqual(['2026-11-16']));
  await Promise.all(running.map(({ stop }) => stop()));
  await runAt('2026-11-24T00:00:00+09:00');
  const days = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24'];
  await eventually(async () => expect(await rounds('daily')).toEqual(days));
  await eventually(async () => expect(await rounds('weekly')).toEqual(['2026-11-16', '2026-11-23']));
  expect(await rounds('consultation-centres')).toEqual([]);
  await bed.stop();
});
