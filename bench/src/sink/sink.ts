import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Arrival, SinkOrder, SinkWord } from './arrival.js';

/** Client of the sink process. */
export class Sink {
  /** All mails since the last `forget`. */
  arrivals: Arrival[] = [];
  private readonly listeners = new Set<(arrival: Arrival) => void>();

  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {
    child.on('message', (word: SinkWord) => {
      if (!('arrived' in word)) return;
      for (const arrival of word.arrived) {
        this.arrivals.push(arrival);
        for (const listener of this.listeners) listener(arrival);
      }
    });
  }

  static async start(): Promise<Sink> {
    const child = fork(new URL('./sink-process.js', import.meta.url), { stdio: 'inherit' });
    const [word] = (await once(child, 'message')) as [{ port: number }];
    return new Sink(child, word.port);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** @returns a function that removes the listener */
  listen(listener: (arrival: Arrival) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  forget(): void {
    this.arrivals = [];
  }

  keepsWhole(keepsWhole: boolean): void {
    const order: SinkOrder = { keepsWhole };
    this.child.send(order);
  }

  async stop(): Promise<void> {
    const exited = once(this.child, 'exit');
    this.child.disconnect();
    await exited;
  }
}
