import { freePort, people, Visitor } from '@todoke/testing';
import { startStandInIssuer } from '@todoke/testing/stand-in-issuer';
import { type Fixture, newFixture } from './service-under-test.js';
import { clientSecret } from './settings.js';

/** The service in this process, with an issuer at which its people sign in. */
export interface Staffed {
  readonly fixture: Fixture;
  readonly url: string;
  /** A browser without script, signed in; undefined is nobody. */
  visitor(sub?: string): Promise<Visitor>;
  clear(): Promise<void>;
}

export async function staffed(own: NodeJS.ProcessEnv = {}): Promise<Staffed> {
  const fixture = await newFixture();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const clients = [{ clientId: 'notifications', clientSecret, url }];
  const issuer = await startStandInIssuer({ clients, people });
  await fixture.start({ PORT: String(port), PUBLIC_URL: url, OIDC_ISSUER: issuer.issuer, ...own });
  return {
    fixture,
    url,
    visitor: async (sub) => {
      const visitor = new Visitor(url);
      if (sub !== undefined) await visitor.signIn(sub);
      return visitor;
    },
    clear: async () => {
      await fixture.clear();
      await issuer.close();
    },
  };
}
