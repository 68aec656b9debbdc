import { execFile, spawn } from 'node:child_process';
import { mkdirSync, openSync, closeSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort, listeners, places, services } from '@todoke/local-system';

export const repository = fileURLToPath(new URL('../..', import.meta.url));
export { services };

const run = promisify(execFile);

/** A docker command's output. @throws with that output where it fails */
export async function docker(args: readonly string[], environment: NodeJS.ProcessEnv = process.env): Promise<string> {
  const { stdout } = await run('docker', args, {
    cwd: repository,
    env: environment,
    maxBuffer: 256 * 1024 * 1024,
  });
  return stdout.trim();
}

/** The containers of docker-compose.yml with a project name and ports of their own, beside one that may be running. */
export class Stack {
  readonly project = `todoke-test-${process.pid}`;
  readonly folder = join(repository, 'deploy', 'test-results', 'system');
  /** As `docker compose run --rm demo` tells it, in a file. */
  readonly demoFile = places(this.folder).demo;
  private environment: NodeJS.ProcessEnv = process.env;
  private stopLogs = (): void => undefined;

  /** Removes what an earlier run left, so that everything is recreated. */
  async choosePorts(): Promise<void> {
    const ports: Record<string, string> = {};
    for (const { variable } of Object.values(listeners)) ports[variable] = String(await freePort());
    this.environment = { ...process.env, ...ports, GUIDANCE_MAIL_WAIT: 'PT2S' };
  }

  compose = (...args: string[]): Promise<string> =>
    docker(['compose', '--project-name', this.project, ...args], this.environment);

  /** A command in a running container of a service. */
  inside = (service: string, ...command: string[]): Promise<string> => this.compose('exec', '-T', service, ...command);

  sql = (query: string): Promise<string> =>
    this.inside('postgres', 'psql', '-U', 'postgres', '-d', 'todoke', '-Atc', query);

  /** For the journeys: demo.json, and beside it the logs and the streams' files as they are written. */
  async tellJourneys(): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
    const at = places(this.folder);
    mkdirSync(at.logs, { recursive: true });
    writeFileSync(at.demo, await this.compose('run', '--rm', '-T', 'demo'), { mode: 0o600 });
    symlinkSync(await docker(['volume', 'inspect', `${this.project}_streams`, '-f', '{{.Mountpoint}}']), at.nats);
    const log = openSync(join(at.logs, 'compose.log'), 'w');
    const args = ['compose', '--project-name', this.project, 'logs', '--follow', '--no-color'];
    const follower = spawn('docker', args, { cwd: repository, env: this.environment, stdio: ['ignore', log, log] });
    closeSync(log);
    this.stopLogs = () => follower.kill();
  }

  /** Removes all of it, with its data, and the images that a newer build took the name of. */
  async remove(): Promise<void> {
    this.stopLogs();
    await this.compose('--profile', 'demo', 'down', '--volumes', '--remove-orphans', '--timeout', '30');
    await docker(['image', 'prune', '--force', '--filter', 'label=org.opencontainers.image.title=todoke']);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Every container, volume and network of the project. */
  async left(): Promise<string[]> {
    const mine = ['--filter', `label=com.docker.compose.project=${this.project}`];
    const lists = [
      docker(['ps', '--all', '--format', '{{.Names}}', ...mine]),
      docker(['volume', 'ls', '--format', '{{.Name}}', ...mine]),
      docker(['network', 'ls', '--format', '{{.Name}}', ...mine]),
    ];
    return (await Promise.all(lists)).flatMap((list) => list.split('\n')).filter((line) => line !== '');
  }
}
