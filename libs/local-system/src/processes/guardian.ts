import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./guardian.sh', import.meta.url));

/**
 * A small shell process that outlives this one for a moment and ends the processes it leaves. Without it, a
 * parent that is killed (SIGKILL, out of memory) would leave databases and services running.
 */
export class Guardian {
  private process: ChildProcess | undefined;

  watch(group: number, signal: NodeJS.Signals): void {
    this.process ??= this.start();
    this.tell(`+ ${signal.replace(/^SIG/, '')} ${group}`);
  }

  forget(group: number): void {
    this.tell(`- ${group}`);
  }

  /** Releases the guardian; it ends at once when nothing is left to watch. */
  release(): void {
    this.process?.stdin?.end();
    this.process = undefined;
  }

  private tell(line: string): void {
    this.process?.stdin?.write(`${line}\n`);
  }

  private start(): ChildProcess {
    const child = spawn('/bin/sh', [script], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      cwd: '/',
    });
    // It neither keeps this process alive nor crashes it when somebody ends the guardian.
    child.on('error', () => undefined);
    child.stdin?.on('error', () => undefined);
    child.unref();
    (child.stdin as unknown as { unref?: () => void } | null)?.unref?.();
    return child;
  }
}
