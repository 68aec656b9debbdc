import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, type SqlDriverAdapter } from '@prisma/driver-adapter-utils';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

/** Node has it, but its types come with the DOM library only. */
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: Record<string, unknown>,
  ): Promise<{ instance: { exports: Record<string, unknown> } }>;
};

/**
 * Prisma's own migration engine as WebAssembly: no download, no child process. The package's entry imports
 * the .wasm as a module, which Node only does with a warning; instantiating it by hand is silent.
 */
let loaded: Promise<void> | undefined;

function load(): Promise<void> {
  loaded ??= (async () => {
    const location = import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
    const bytes = readFileSync(fileURLToPath(location).replace(/\.js$/, '.wasm'));
    const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': patientBindings() });
    (engine as unknown as { __wbg_set_wasm(exports: unknown): void }).__wbg_set_wasm(instance.exports);
    (instance.exports['__wbindgen_start'] as () => void)();
  })();
  return loaded;
}

/** The engine leaves a timer of ten seconds behind, which must not keep a finished process alive. */
function patientBindings(): Record<string, unknown> {
  const isTimer = (name: string): boolean => name.startsWith('__wbg_setTimeout');
  const timer = (callback: () => void, milliseconds: number): NodeJS.Timeout =>
    setTimeout(callback, milliseconds).unref();
  return Object.fromEntries(Object.entries(engine).map(([name, binding]) => [name, isTimer(name) ? timer : binding]));
}

/**
 * The adapter would split a script at every semicolon and run the pieces one by one. Sent as a whole, function bodies
 * stay intact, and Postgres applies a migration atomically.
 */
function sendScriptsWhole(adapter: SqlDriverAdapter & { underlyingDriver(): pg.Pool }): void {
  adapter.executeScript = async (script) => {
    await adapter.underlyingDriver().query(script);
  };
}

/** Runs `work` with the engine on one schema, as the role of the URL. */
export async function withSchemaEngine<Result>(
  url: string,
  schema: string,
  work: (engine: engine.SchemaEngine) => Promise<Result>,
): Promise<Result> {
  await load();
  const pool = new pg.Pool({ connectionString: url, options: `-c search_path=${schema}`, max: 2 });
  const factory = new PrismaPg(pool, { schema });
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    sendScriptsWhole(adapter);
    return adapter;
  };
  const bound = bindMigrationAwareSqlAdapterFactory(factory);
  const schemaEngine = await engine.SchemaEngine.new({ datamodels: undefined }, () => undefined, bound);
  try {
    return await work(schemaEngine);
  } finally {
    schemaEngine.free();
    await pool.end();
  }
}
