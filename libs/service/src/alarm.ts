/** Lets one loop sleep, and others wake it. */
export class Alarm {
  private rung = false;
  private wake: (() => void) | undefined;

  /** Wakes who sleeps; who is awake does not lie down the next time, so that no ring is lost. */
  ring(): void {
    this.rung = true;
    this.wake?.();
  }

  /** Sleeps so many milliseconds, or until somebody rings, or not at all where somebody rang since the last sleep. */
  async sleep(milliseconds: number): Promise<void> {
    if (!this.rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.wake = undefined;
    }
    this.rung = false;
  }
}
