import { spawnSync } from 'node:child_process';

/**
 * What a process that only imports the built package has loaded, and what it has after one look-up of each
 * kind.
 */
const script = `
  import { createRequire } from 'node:module';
  import { findAddresses, isBusinessDay } from '@todoke/japan';
  const { cache } = createRequire(import.meta.url);
  const isLoaded = (name) => Object.keys(cache).some((file) => file.includes(name));
  const loaded = () => ['yubin', 'holiday_jp'].filter(isLoaded);
  const atStart = loaded();
  findAddresses('8900064');
  const afterAddress = loaded();
  isBusinessDay('2026-11-20');
  console.log(JSON.stringify([atStart, afterAddress, loaded()]));`;

describe('importing the package', () => {
  it('loads no data before it is asked for: every service pays for it at its start', () => {
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: new URL('..', import.meta.url),
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    expect(JSON.parse(run.stdout)).toEqual([[], ['yubin'], ['yubin', 'holiday_jp']]);
  });
});
