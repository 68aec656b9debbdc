import type { SignedIn } from '@todoke/service';
import { startStandInIssuer } from '@todoke/testing/stand-in-issuer';
import { freePort, type Ground, newGround } from './service-under-test.js';
import { Visitor } from './visitor.js';

/** Those who can sign in, with the claims that accounts gives. */
export const people: readonly SignedIn[] = [
  { sub: 'ops-1', role: 'ops' },
  { sub: 'secretariat-1', role: 'secretariat' },
  { sub: 'official-46', role: 'prefecture', prefecture: '46' },
  { sub: 'centre-46', role: 'health-centre', prefecture: '46', area: ['462012'] },
  { sub: 'reader-46', role: 'municipality', prefecture: '46', area: ['462012'] },
  { sub: 'institution-1', role: 'institution', prefecture: '46', institution: 'i-1' },
];

/** The service in this process, with an issuer at which its people sign in. */
export interface Staffed {
  readonly ground: Ground;
  readonly url: string;
  /** A browser without script, signed in; undefined is nobody. */
  visitor(sub?: string): Promise<Visitor>;
  clear(): Promise<void>;
}

export async function staffed(own: NodeJS.ProcessEnv = {}): Promise<Staffed> {
  const ground = await newGround();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const clients = [{ clientId: 'notifications', clientSecret: 'only-for-tests', url }];
  const issuer = await startStandInIssuer({ clients, people });
  await ground.start({ PORT: String(port), PUBLIC_URL: url, OIDC_ISSUER: issuer.issuer, ...own });
  return {
    ground,
    url,
    visitor: async (sub) => {
      const visitor = new Visitor(url);
      if (sub !== undefined) await visitor.signIn(sub);
      return visitor;
    },
    clear: async () => {
      await ground.clear();
      await issuer.close();
    },
  };
}
