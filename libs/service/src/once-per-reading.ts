/** Gauges that are collected in the same scrape share one query. */
export function oncePerReading<Result>(look: () => Promise<Result>): () => Promise<Result> {
  let underWay: Promise<Result> | undefined;
  return () => {
    underWay ??= look().finally(() => setImmediate(() => (underWay = undefined)));
    return underWay;
  };
}
