let end: () => Promise<void> = () => Promise.resolve();

export const endTracesWith = (how: () => Promise<void>): void => {
  end = how;
};

/** Flushes the spans that are not exported yet. Called when the service has drained. */
export const endTraces = (): Promise<void> => end();
