import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { eventually } from '@todoke/testing';
import pg from 'pg';

const run = promisify(execFile);
const password = 'for-tests';

/** A server of the image postgres:17, with the programs that are in it. */
export class PostgresContainer {
  private constructor(
    private readonly id: string,
    private readonly port: string,
  ) {}

  static async start(): Promise<PostgresContainer> {
    const settings = ['-e', `POSTGRES_PASSWORD=${password}`, '-p', '127.0.0.1::5432'];
    const { stdout } = await run('docker', ['run', '--detach', '--rm', ...settings, 'postgres:17']);
    const id = stdout.trim();
    const { stdout: published } = await run('docker', ['port', id, '5432/tcp']);
    const started = new PostgresContainer(id, published.trim().split(':').at(-1)!);
    await eventually(() => started.rows('SELECT 1'));
    return started;
  }

  url(user = 'postgres', database = 'postgres', secret = password): string {
    return `postgres://${user}:${secret}@127.0.0.1:${this.port}/${database}`;
  }

  async rows<Row extends pg.QueryResultRow>(query: string, database?: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.url('postgres', database) });
    await client.connect();
    try {
      return (await client.query<Row>(query)).rows;
    } finally {
      await client.end();
    }
  }

  /** A program in the container with its output in a file. @throws with what it said where it fails */
  async into(file: string, ...program: string[]): Promise<void> {
    const child = spawn('docker', ['exec', this.id, ...program], { stdio: ['ignore', 'pipe', 'pipe'] });
    await Promise.all([pipeline(child.stdout, createWriteStream(file)), this.ended(child, program)]);
  }

  /** A program in the container that reads a file. @throws with what it said where it fails */
  async from(file: string, ...program: string[]): Promise<void> {
    const child = spawn('docker', ['exec', '--interactive', this.id, ...program], {
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    await Promise.all([pipeline(createReadStream(file), child.stdin), this.ended(child, program)]);
  }

  async remove(): Promise<void> {
    await run('docker', ['rm', '--force', this.id]);
  }

  private async ended(child: ReturnType<typeof spawn>, [name]: string[]): Promise<void> {
    let said = '';
    child.stderr?.on('data', (part: Buffer) => (said += part.toString()));
    const [code] = (await once(child, 'close')) as [number];
    if (code !== 0) throw new Error(`${name}: ${said}`);
  }
}
