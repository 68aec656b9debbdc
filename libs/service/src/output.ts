import type { Logger } from './logger.js';

const consoleLevels = {
  trace: 'debug',
  debug: 'debug',
  log: 'info',
  info: 'info',
  warn: 'warn',
  error: 'warn',
} as const;

let logger: Logger | undefined;

/**
 * Everything that this process writes is a line of this logger from now on. Node and libraries would write warnings,
 * crashes and notices as plain text, and errors with their messages, which may hold personal data. A later call names
 * another logger.
 */
export function takeOverOutput(of: Logger): void {
  const first = logger === undefined;
  logger = of;
  if (!first) return;
  for (const [method, level] of Object.entries(consoleLevels)) {
    // What is said may quote a person, so that line tells who said it.
    console[method as keyof typeof consoleLevels] = () =>
      logger?.[level]({ console: method, at: callers() }, 'a library wrote to the console');
  }
  process.removeAllListeners('warning');
  process.on('warning', (warning) => logger?.warn({ err: warning }, 'warning of the runtime'));
  process.on('uncaughtException', (error) => {
    logger?.fatal({ err: error }, 'nobody caught this');
    process.exit(1);
  });
}

/** The places in the code that called the console. */
function callers(): string[] {
  const lines = new Error('who').stack?.split('\n') ?? [];
  return lines.slice(3, 7).map((line) => line.trim());
}
