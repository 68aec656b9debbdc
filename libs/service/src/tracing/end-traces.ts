let end: () => Promise<void> = () => Promise.resolve();

export const endTracesWith = (how: () => Promise<void>): void => {
  end = how;
};

/** Sends what is still held back. Called when the service has drained. */
export const endTraces = (): Promise<void> => end();
