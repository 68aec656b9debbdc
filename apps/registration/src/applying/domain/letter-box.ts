/*
 * Letter boxes and domains as limits count them. The address itself stays as it was typed: these are keys only, and two
 * people never share one unless their provider delivers to both alike.
 */

/** Providers that ignore some characters before the @, and domains that are another name of theirs. */
const providers: readonly { readonly domains: readonly string[]; readonly ignored?: RegExp }[] = [
  { domains: ['gmail.com', 'googlemail.com'], ignored: /\./g },
  { domains: ['proton.me', 'protonmail.com', 'pm.me'], ignored: /[._-]/g },
  { domains: ['icloud.com', 'me.com', 'mac.com'] },
];

/** Where most applicants without a domain of their own have their mail: telephones and providers. */
const large = [
  'gmail.com',
  'yahoo.co.jp',
  'docomo.ne.jp',
  'ezweb.ne.jp',
  'au.com',
  'softbank.ne.jp',
  'i.softbank.jp',
  'icloud.com',
  'outlook.jp',
  'outlook.com',
  'hotmail.co.jp',
  'hotmail.com',
  'live.jp',
  'nifty.com',
  'ocn.ne.jp',
  'biglobe.ne.jp',
  'so-net.ne.jp',
  'plala.or.jp',
  'jcom.home.ne.jp',
  'lg.jp',
];

/** @param address a mail address as the form takes it */
function partsOf(address: string): { readonly local: string; readonly domain: string } {
  const at = address.lastIndexOf('@');
  const typed = address
    .slice(at + 1)
    .toLowerCase()
    .replace(/\.$/, '');
  const provider = providers.find(({ domains }) => domains.includes(typed));
  // Quotes change nothing (RFC 5321, 4.1.2); what follows a + is a subaddress (RFC 5233).
  const local = address
    .slice(0, at)
    .toLowerCase()
    .replace(/^"(.*)"$/, '$1')
    .replace(/(?<=.)\+.*$/, '');
  return {
    local: provider?.ignored ? local.replace(provider.ignored, '') : local,
    domain: provider?.domains[0] ?? typed,
  };
}

/** The key of a letter box: `A.Sato+todoke@googlemail.com` and `asato@gmail.com` are one. */
export function letterBoxOf(address: string): string {
  const { local, domain } = partsOf(address);
  return `${local}@${domain}`;
}

export const domainOf = (address: string): string => partsOf(address).domain;

/** Whether many applicants have their mail at this domain, or at one below it. */
export const isLarge = (domain: string): boolean => large.some((one) => domain === one || domain.endsWith(`.${one}`));
