import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn } from '../walls/packages.js';
import { namedIn, readRequirements } from './list.js';

/** Where requirements are named: code, tests, pages, styles, migrations, settings and docs. */
const folders = ['apps', 'libs', 'journeys', 'endurance', 'bench', 'deploy', 'scripts', 'docs'];
const written = /\.(ts|js|hbs|css|sql|prisma|md|sh|ya?ml|conf)$/;

/** The test of this very rule and its fixtures name requirements that do not exist. */
const ownTest = /^libs\/tooling\/test\/requirement(s\.spec\.ts$|-cases\/)/;

const atTheTop = (root) =>
  readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

/** Every file of the repository that may name a requirement, relative to `root`. */
const filesToRead = (root) =>
  folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => filesIn(root, folder))
    .concat(atTheTop(root))
    .filter((file) => written.test(file) && !ownTest.test(file));

/**
 * Where the repository names a requirement that docs/requirements.md does not have.
 * @param {string} root
 * @returns {{ references: number, unknown: { file: string, line: number, name: string }[] }}
 */
export function checkReferences(root) {
  const requirements = readRequirements(root);
  const exists = ({ number, part }) => {
    const requirement = requirements.get(number);
    return requirement !== undefined && (part === '' || requirement.parts.has(part));
  };
  const references = filesToRead(root).flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((text, index) =>
        namedIn(text).map((named) => ({
          file,
          line: index + 1,
          name: `R${named.number}${named.part}`,
          known: exists(named),
        })),
      ),
  );
  const unknown = references.filter(({ known }) => !known).map(({ file, line, name }) => ({ file, line, name }));
  return { references: references.length, unknown };
}
