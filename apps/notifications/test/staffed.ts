import { freePort, people, Visitor } from '@todoke/testing';
import { startStandInIssuer } from '@todoke/testing/stand-in-issuer';
import { type Ground, newGround } from './service-under-test.js';
import { clientSecret } from './settings.js';

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
  const clients = [{ clientId: 'notifications', clientSecret, url }];
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
