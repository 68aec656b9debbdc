import { readdirSync } from 'node:fs';
import { checkWalls } from '../walls/check.js';

const fixtures = new URL('fixtures/', import.meta.url).pathname;
const repository = new URL('../../..', import.meta.url).pathname;
const rules = readdirSync(fixtures).filter((name) => name !== 'clean');

const imports = (violations: { from: string; to: string }[]) => violations.map(({ from, to }) => `${from} → ${to}`);

describe('the walls', () => {
  it.each(rules)('%s: its fixture fails by this rule alone', async (rule) => {
    const { violations } = await checkWalls(fixtures + rule);
    expect(new Set(violations.map((violation) => violation.rule))).toEqual(new Set([rule]));
  });

  it('have a fixture each', async () => {
    const { rules: table } = await import('../walls/rules.js');
    const names = new Set(table({ entries: [] }).map(({ name }) => name));
    expect([...names, 'names-say-what-is-inside'].sort()).toEqual(rules.sort());
  });

  it('let a repository through that keeps them', async () => {
    const { files, violations } = await checkWalls(`${fixtures}clean`);
    expect(imports(violations)).toEqual([]);
    expect(files).toBe(14);
  });

  it('see imports of types, of built files and of generated clients', async () => {
    const domain = await checkWalls(`${fixtures}domain-is-pure`);
    expect(imports(domain.violations)).toContain(
      'apps/approval/src/reviews/domain/review.ts → apps/approval/src/persistence/row.ts',
    );
    const door = await checkWalls(`${fixtures}packages-are-entered-by-their-door`);
    expect(imports(door.violations)).toContain('apps/approval/src/actions/built.ts → @todoke/japan/dist/postal.js');
    const database = await checkWalls(`${fixtures}only-persistence-knows-the-database`);
    expect(imports(database.violations)).toContain(
      'apps/approval/src/actions/approve.ts → ../persistence/generated/client.js',
    );
  });

  it('stand in this repository', async () => {
    const { files, violations } = await checkWalls(repository);
    expect(imports(violations)).toEqual([]);
    expect(files).toBeGreaterThan(50);
  });
});
