import { setTimeout as pause } from 'node:timers/promises';
import { personWith, type PersonWhoSignsIn, type Service, services } from '@todoke/local-system';
import { patience, Visitor } from '@todoke/testing';
import type { System } from './system/system.js';

/** A page of each service, and the person who keeps reloading it. */
const pages: Readonly<Record<Service, { path: string; role?: PersonWhoSignsIn['role'] }>> = {
  registration: { path: '/user-Registration-Form' },
  approval: { path: '/', role: 'prefecture' },
  accounts: { path: '/secretariat', role: 'secretariat' },
  notifications: { path: '/', role: 'ops' },
  reporting: { path: '/', role: 'prefecture' },
};

const pauseBetween = 300;

/** The responses of a service while something was unavailable. */
export interface Answered {
  readonly statuses: readonly number[];
  /** Milliseconds of the slowest response. */
  readonly slowest: number;
}

/** One person at each service who reloads one page repeatedly. */
export class Probes {
  private constructor(private readonly visitors: ReadonlyMap<Service, Visitor>) {}

  static async signIn(system: System): Promise<Probes> {
    const visitors = new Map<Service, Visitor>();
    for (const service of services) {
      const visitor = new Visitor(system.settings.urls[service], { patience });
      const { path, role } = pages[service];
      const page = await visitor.get(path);
      if (role !== undefined) {
        const { loginId, password } = personWith(system.secrets.people, role);
        const { status, url } = await visitor.submit(page, { loginId, password });
        if (status !== 200)
          throw new Error(`${role} cannot sign in to ${service}: ${status} at ${new URL(url).pathname}`);
      }
      visitors.set(service, visitor);
    }
    return new Probes(visitors);
  }

  /** Collects the responses of each of these services until `over`. */
  async until(over: AbortSignal, asked: readonly Service[]): Promise<Record<string, Answered>> {
    const answers = asked.map(async (service) => [service, await this.reload(service, over)] as const);
    return Object.fromEntries(await Promise.all(answers));
  }

  private async reload(service: Service, over: AbortSignal): Promise<Answered> {
    const visitor = this.visitors.get(service);
    const statuses = new Set<number>();
    let slowest = 0;
    while (visitor !== undefined && !over.aborted) {
      const asked = performance.now();
      const { status } = await visitor.get(pages[service].path).catch(() => ({ status: 0 }));
      slowest = Math.max(slowest, Math.round(performance.now() - asked));
      statuses.add(status);
      await pause(pauseBetween);
    }
    return { statuses: [...statuses], slowest };
  }
}
