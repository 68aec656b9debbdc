interface Stoppable {
  stop(): Promise<unknown>;
}

/** Starts servers concurrently. Where one fails, the others are stopped before the failure is thrown. */
export async function allOrNone<Servers extends readonly Stoppable[]>(starts: {
  readonly [One in keyof Servers]: Promise<Servers[One]>;
}): Promise<Servers> {
  const settled = await Promise.allSettled(starts);
  const failed = settled.find((one) => one.status === 'rejected');
  const started = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value as Stoppable] : []));
  if (failed === undefined) return started as unknown as Servers;
  await Promise.all(started.map((one) => one.stop()));
  throw failed.reason;
}
