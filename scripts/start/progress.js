const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
/** Interval of the lines about a long step where there is no terminal. */
const HEARTBEAT_MS = 15_000;

/**
 * Shows progress: on a terminal one animated line for what runs and a line for each finished step;
 * elsewhere plain lines, one when a step begins, one when it is done, and some in between.
 */
export class Progress {
  #out;
  #live;
  #running = new Map();
  #timer;
  #turn = 0;

  constructor(out = process.stdout) {
    this.#out = out;
    this.#live = Boolean(out.isTTY) && process.env.TERM !== 'dumb' && !process.env.CI;
    // The terminal may close while we still have to stop things.
    out.on?.('error', () => undefined);
  }

  /** Prints a line. */
  say(line = '') {
    this.#clear();
    this.#out.write(`${line}\n`);
    this.#draw();
  }

  /**
   * Runs one step and shows it. What it returns may be a text, which is shown beside it.
   * @template T
   * @param {string} name
   * @param {() => Promise<T> | T} work
   * @returns {Promise<T>}
   */
  async step(name, work) {
    const began = Date.now();
    this.#running.set(name, began);
    if (!this.#live) this.#out.write(`  · ${name} …\n`);
    this.#tick();
    try {
      const result = await work();
      this.#running.delete(name);
      const beside = typeof result === 'string' ? `  ${result}` : '';
      this.say(`  ✓ ${name.padEnd(22)} ${seconds(Date.now() - began)}${beside}`);
      return result;
    } finally {
      this.#running.delete(name);
      if (this.#running.size === 0) this.stop();
    }
  }

  /** Ends the animated line. */
  stop() {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#clear();
  }

  #tick() {
    this.#timer ??= setInterval(() => (this.#live ? this.#draw() : this.#beat()), this.#live ? 100 : HEARTBEAT_MS);
    this.#timer.unref();
  }

  #beat() {
    for (const [name, began] of this.#running) this.#out.write(`  · ${name} … ${seconds(Date.now() - began).trim()}\n`);
  }

  #draw() {
    if (!this.#live || this.#running.size === 0) return;
    const began = Math.min(...this.#running.values());
    const names = [...this.#running.keys()].join(', ');
    const text = `  ${SPINNER[this.#turn++ % SPINNER.length]} ${names} ${seconds(Date.now() - began).trim()}`;
    this.#out.write(`\r\x1b[2K${text.slice(0, (this.#out.columns ?? 80) - 1)}`);
  }

  #clear() {
    if (this.#live) this.#out.write('\r\x1b[2K');
  }
}

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`.padStart(7);
