import { execFile } from 'node:child_process';

/**
 * Runs a command and returns its output. @throws Error with its output in one line where the exit code is
 * not 0
 */
export function runQuietly(
  command: string,
  args: string[],
  options: { cwd?: string; within: number },
): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      command,
      args,
      { cwd: options.cwd ?? '/', timeout: options.within, encoding: 'utf8' },
      (error, stdout, stderr) => {
        if (error === null) return resolve(stdout);
        const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
        const said = stderr
          .split('\n')
          .filter((line) => line.trim() !== '' && !line.startsWith('W:'))
          .slice(-2)
          .join(' ');
        const why = missing
          ? `${command} is not on this machine`
          : error.killed
            ? `${command} took too long`
            : said || error.message;
        return reject(new Error(why));
      },
    );
  });
}
