/** How long a local system waits, in milliseconds. Whoever starts one may wish another limit for its services. */
export const timeLimits = {
  /** A service that is stopped is killed after so long. It ends by itself before: `libs/service/src/serve.ts`. */
  stopService: 21_000,
  /** The same for every other process. */
  stopProcess: 10_000,
  /** What the kernel does at once unless it is very busy: a process that is killed, or stands still. */
  kernel: 120_000,
  /** One answer to the question whether a server is ready. */
  serverAnswers: 5_000,
  /** The same for a service, which answers for itself long before. */
  serviceAnswers: 120_000,
} as const;
