import type { Children } from '../processes/children.js';
import { Part, type Ways } from './part.js';
import { timeLimits } from '../time-limits.js';

/** What a service says of itself; `http` is 0 where it does not answer. */
export interface Health {
  readonly http: number;
  /** ready, degraded or unready */
  readonly status?: string;
  /** What it needs, each ok or unavailable. */
  readonly checks?: Readonly<Record<string, string>>;
}

/** One process of a service. */
export class ServicePart extends Part {
  /** Settings of this part alone, above all others, from its next start on. */
  settings: NodeJS.ProcessEnv = {};

  constructor(
    name: string,
    readonly url: string,
    children: Children,
    start: Ways['start'],
  ) {
    super(name, children, { start, isReady: async () => (await healthAt(url)).http === 200 });
  }

  health(): Promise<Health> {
    return healthAt(this.url);
  }
}

async function healthAt(url: string): Promise<Health> {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(timeLimits.serviceAnswers) });
    return { http: answer.status, ...((await answer.json()) as object) };
  } catch {
    return { http: 0 };
  }
}
