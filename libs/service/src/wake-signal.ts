/** Lets one loop wait, and others wake it: an auto-reset event. */
export class WakeSignal {
  private signalled = false;
  private resume: (() => void) | undefined;

  /** Wakes the loop that waits. One that is not waiting returns at once from its next wait, so no wake-up is lost. */
  wake(): void {
    this.signalled = true;
    this.resume?.();
  }

  /** Waits so many milliseconds, or until it is woken. Returns at once if it was woken since the last wait. */
  async wait(milliseconds: number): Promise<void> {
    if (!this.signalled) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.resume = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.resume = undefined;
    }
    this.signalled = false;
  }
}
