import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** A process of the bench itself, which answers one request after the other. */
export class Forked<Order extends object, Answer> {
  private readonly child: ChildProcess;
  private readonly ended: Promise<never>;

  /** @param program beside which this module's caller stands: `new URL('./bare-sender.js', import.meta.url)` */
  constructor(program: URL) {
    this.child = fork(program, { stdio: 'inherit' });
    this.ended = once(this.child, 'exit').then(([code]) => {
      throw new Error(`a process of the bench ended with ${String(code)}`);
    });
    this.ended.catch(() => undefined);
  }

  /** @throws where the process ends without an answer */
  async ask(order: Order): Promise<Answer> {
    const answered = once(this.child, 'message') as Promise<[Answer]>;
    this.child.send(order);
    const [answer] = await Promise.race([answered, this.ended]);
    return answer;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  stop(): void {
    if (this.child.connected) this.child.disconnect();
  }
}
