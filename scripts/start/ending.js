/**
 * A second SIGINT sooner than this is the same Ctrl-C: the terminal sends it to the whole group, and npm forwards
 * it once more.
 */
const SAME_KEYSTROKE_MS = 700;
const PARENT_CHECK_MS = 500;

/**
 * Decides how this process ends. Ctrl-C, SIGTERM, a closed terminal, a killed npm and an uncaught error
 * all lead to `stop`, once; a second Ctrl-C leads to `force`.
 * `asked` is the exit code of a requested end.
 * @param {{ asked?: number, stop: () => Promise<void>, force: () => void, say: (line: string) => void,
 * explain: (error: unknown) => string }} means
 */
export function endWell({ asked = 0, stop, force, say, explain }) {
  let ending;
  let began = 0;
  const end = (code, why) => {
    began = Date.now();
    ending ??= (async () => {
      if (why) say(why);
      await stop();
      process.exit(code);
    })().catch((error) => {
      say(explain(error));
      force();
      process.exit(1);
    });
    return ending;
  };
  process.on('SIGINT', () => {
    if (ending === undefined) void end(asked, '\nStopping; Ctrl-C once more to force it.');
    else if (Date.now() - began > SAME_KEYSTROKE_MS) {
      say('Killing what is left.');
      force();
      process.exit(130);
    }
  });
  process.on('SIGTERM', () => void end(asked, '\nStopping.'));
  process.on('SIGHUP', () => void end(asked));
  process.on('uncaughtException', (error) => void end(1, explain(error)));
  process.on('unhandledRejection', (error) => void end(1, explain(error)));
  watchParent(() => void end(asked));
  return { end, isEnding: () => ending !== undefined };
}

/**
 * npm, or the first process of this start, waits for this one. If it is killed with SIGKILL, this process sees
 * only a new parent.
 */
function watchParent(gone) {
  if (process.env.npm_lifecycle_event === undefined && process.env.TODOKE_CONTINUED_BY === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    gone();
  }, PARENT_CHECK_MS);
  timer.unref();
}
