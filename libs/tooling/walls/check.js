import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { vagueNames } from './names.js';
import { doors, filesIn, packageFolders } from './packages.js';
import { rules } from './rules.js';

const script = /\.(ts|js)$/;

/**
 * Checks the walls of the repository at `root`.
 * @returns {Promise<{ files: number, violations: { rule: string, from: string, to: string, why: string }[] }>}
 */
export async function checkWalls(root) {
  const open = doors(root);
  const files = packageFolders(root)
    .flatMap((folder) => filesIn(root, folder))
    .filter((file) => script.test(file));
  const forbidden = rules({ entries: Object.values(open) });
  const { output } = await cruise(
    files,
    {
      baseDir: root,
      ruleSet: { forbidden },
      validate: true,
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules|/generated/|/dist/' },
    },
    {
      alias: Object.entries(open).map(([name, file]) => ({ name, alias: join(root, file), onlyModule: true })),
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      bustTheCache: true,
    },
  );
  const broken = output.summary.violations.map(({ rule, from, to, cycle }) => ({
    rule: rule.name,
    from,
    to: cycle ? cycle.map(({ name }) => name).join(' → ') : to,
    why: forbidden.find(({ name }) => name === rule.name).comment,
  }));
  return { files: files.length, violations: [...broken, ...vagueNames(root)] };
}
