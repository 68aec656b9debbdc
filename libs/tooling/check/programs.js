import { dirname, sep } from 'node:path';
import ts from 'typescript';

/**
 * One part of the repository with a tsconfig.json of its own.
 * @typedef {{ folder: string, program: ts.Program, files: ts.SourceFile[] }} Part `files` are those that this part's
 * configuration judges: its own, and those that it alone imports
 */

const configs = (root) =>
  ts.sys.readDirectory(root, ['.json'], undefined, ['apps/*/tsconfig.json', 'libs/*/tsconfig.json', '*/tsconfig.json']);

/**
 * A program for each tsconfig.json of the repository, one after the other. Each keeps its own options, so that it finds
 * what `tsc` finds in that folder; a file that several read is parsed once.
 * @param {string} root
 * @returns {Generator<Part>}
 * @throws Error where a tsconfig.json cannot be read
 */
export function* partsOf(root) {
  const parts = configs(root).map(readConfig);
  const owned = new Set(parts.flatMap(({ fileNames }) => fileNames));
  const parsed = new Map();
  for (const { folder, options, fileNames } of parts) {
    const program = ts.createProgram({ rootNames: fileNames, options, host: hostFor(options, parsed) });
    const own = new Set(fileNames);
    const isJudged = (file) =>
      own.has(file.fileName) || !(owned.has(file.fileName) || file.isDeclarationFile || isPackage(file.fileName));
    yield { folder, program, files: program.getSourceFiles().filter(isJudged) };
  }
}

/** @returns {readonly ts.Diagnostic[]} what tsc says of the part */
export const mistakesIn = ({ program, files }) =>
  ts.sortAndDeduplicateDiagnostics([
    ...program.getConfigFileParsingDiagnostics(),
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...files.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
  ]);

const isPackage = (file) => file.includes('/node_modules/');

function readConfig(file) {
  const refuse = (diagnostic) => {
    throw new Error(`${file}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`);
  };
  const { options, fileNames, errors } = ts.getParsedCommandLineOfConfigFile(
    file,
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: refuse },
  );
  if (errors[0] !== undefined) refuse(errors[0]);
  return { folder: dirname(file), options, fileNames };
}

/** Reads and parses each file once for all programs whose options read it alike. */
function hostFor(options, parsed) {
  const host = ts.createCompilerHost(options, true);
  const parse = host.getSourceFile.bind(host);
  host.getSourceFile = (file, readAs, ...rest) => {
    const key = [file, JSON.stringify(readAs), parsedAs(options)].join(sep);
    if (!parsed.has(key)) parsed.set(key, parse(file, readAs, ...rest));
    return parsed.get(key);
  };
  return host;
}

/** All that differs between our configurations but which declarations of the platform there are. */
const parsedAs = ({ lib: _lib, configFilePath: _file, outDir: _out, rootDir: _root, ...options }) =>
  JSON.stringify(options);
