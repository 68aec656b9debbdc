import type { SignedIn } from '@todoke/service';
import { startStandInIssuer, type StandInIssuer } from '@todoke/testing/stand-in-issuer';
import { running, type Running } from './running.js';
import { Visitor } from './visitor.js';

/** Those who can sign in, with the claims that accounts gives. 46201 is 鹿児島市, 46203 is 鹿屋市. */
export const people: readonly SignedIn[] = [
  { sub: 'official-46', role: 'prefecture', prefecture: '46' },
  { sub: 'colleague-46', role: 'prefecture', prefecture: '46' },
  { sub: 'official-36', role: 'prefecture', prefecture: '36' },
  { sub: 'centre-46', role: 'health-centre', prefecture: '46', area: ['462012'] },
  { sub: 'other-centre-46', role: 'health-centre', prefecture: '46', area: ['462039'] },
  { sub: 'reader', role: 'municipality', prefecture: '46', area: ['462012'] },
  { sub: 'institution', role: 'institution', prefecture: '46', institution: 'i-1' },
  { sub: 'secretariat', role: 'secretariat' },
  { sub: 'ops', role: 'ops' },
];

/** The running service with an issuer at which its people sign in. */
export interface Staffed extends Running {
  /** A browser without script, signed in as one of the people; undefined is nobody. */
  visitor(sub?: string): Promise<Visitor>;
}

export async function staffed(natsUrl?: string): Promise<Staffed> {
  let issuer: StandInIssuer | undefined;
  const service = await running(async (url) => {
    issuer = await startStandInIssuer({
      clients: [{ clientId: 'approval', clientSecret: 'only for tests', url }],
      people,
    });
    return issuer.issuer;
  }, natsUrl);
  return {
    ...service,
    visitor: async (sub) => {
      const visitor = new Visitor(service.url);
      if (sub !== undefined) await visitor.signIn(sub);
      return visitor;
    },
    stop: async () => {
      await service.stop();
      await issuer?.close();
    },
  };
}
