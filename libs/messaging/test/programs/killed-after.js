/**
 * Loaded into a command, `killed-after.js?line=…` kills its process, as a lost machine would, as soon as it has said
 * that line. A signal from outside might arrive when the command is already done.
 */
const { stdout } = process;
const write = stdout.write.bind(stdout);
const last = `${new URL(import.meta.url).searchParams.get('line')}\n`;

stdout.write = (text, ...rest) => {
  const written = write(text, ...rest);
  // A pipe is written to synchronously, so that these words have arrived.
  if (text === last) process.kill(process.pid, 'SIGKILL');
  return written;
};
