/** Lets one loop sleep, and others wake it. */
export class Alarm {
  private wake: (() => void) | undefined;

  ring(): void {
    this.wake?.();
  }

  /** Sleeps so many milliseconds, or until somebody rings. */
  async sleep(milliseconds: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      timer = setTimeout(resolve, milliseconds);
    });
    clearTimeout(timer);
    this.wake = undefined;
  }

  /** Sleeps until a ring finds it so. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await this.sleep(1_000);
  }
}
