import { personWith, publicKeys, type Service } from '@todoke/local-system';
import { eventually, people, Visitor } from '@todoke/testing';
import { startStandInIssuer, type StandInIssuer } from '@todoke/testing/stand-in-issuer';
import { seal } from '@todoke/messaging';
import type { System } from '../system/system.js';
import type { Deed } from './histories.js';

const patience = 60_000;

/** Seals a secret for notifications, as producers do. */
export const sealFor = (system: System) => {
  const keys = publicKeys(system.secrets.sealingKeys) as Parameters<typeof seal>[0];
  return (secret: string): Promise<string> => seal(keys, secret);
};

/** An issuer for a service that runs without accounts: everybody can sign in without a password. */
export async function standInFor(system: System, service: Service): Promise<StandInIssuer> {
  const client = {
    clientId: service,
    clientSecret: system.secrets.services[service].clientSecret,
    url: system.settings.urls[service],
  };
  const issuer = await startStandInIssuer({ clients: [client], people });
  system.parts[service].settings = { OIDC_ISSUER: issuer.issuer, OIDC_BACKCHANNEL_URL: issuer.near };
  return issuer;
}

/** Does the people's part at one service, as soon as it is possible. */
export async function officialAt(system: System, service: Deed['at']): Promise<(deed: Deed) => Promise<void>> {
  const visitor = new Visitor(system.settings.urls[service]);
  if (service === 'approval') await visitor.signIn('official-46');
  else {
    const { loginId, password } = personWith(system.secrets.people, 'secretariat');
    await visitor.submit(await visitor.get('/secretariat'), { loginId, password });
  }
  return async (deed) => {
    await eventually(() => does(visitor, deed), {
      timeout: patience,
      what: `that somebody can ${deed.does} ${deed.number}`,
    });
  };
}

/** @returns false where the application is not there yet */
async function does(visitor: Visitor, { does: what, number }: Deed): Promise<boolean> {
  const atAccounts = what === 'confirm' || what === 'return';
  const folder = atAccounts ? '/secretariat/applications' : '/applications';
  const page = await visitor.get(`${folder}/${number}${what === 'return' ? '/return' : ''}`);
  if (page.status !== 200) return false;
  const answer =
    atAccounts
      ? await visitor.submit(page, what === 'return' ? { reason: '申請内容をご確認ください。' } : {})
      : await visitor.send(
          `${folder}/${number}/${what}`,
          what === 'reject' ? { reason: '申請内容をご確認ください。' } : {},
        );
  if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.main.slice(0, 200)}`);
  return true;
}
