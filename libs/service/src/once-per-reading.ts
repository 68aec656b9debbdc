/** Several gauges are read at the same moment and share one look. */
export function oncePerReading<Result>(look: () => Promise<Result>): () => Promise<Result> {
  let underWay: Promise<Result> | undefined;
  return () => {
    underWay ??= look().finally(() => setImmediate(() => (underWay = undefined)));
    return underWay;
  };
}
