let stop: (() => Promise<void>) | undefined;

/** How to stop what the set-up started, for the tear-down. */
export const keep = (how: () => Promise<void>): void => {
  stop = how;
};

export const stopRunning = async (): Promise<void> => {
  await stop?.();
  stop = undefined;
};
