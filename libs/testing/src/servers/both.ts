interface Stoppable {
  stop(): Promise<unknown>;
}

/** Starts two servers concurrently. Where one fails, the other is stopped before the failure is thrown. */
export async function both<First extends Stoppable, Second extends Stoppable>(
  first: Promise<First>,
  second: Promise<Second>,
): Promise<[First, Second]> {
  try {
    return await Promise.all([first, second]);
  } catch (error) {
    for (const result of await Promise.allSettled([first, second])) {
      if (result.status === 'fulfilled') await result.value.stop();
    }
    throw error;
  }
}
