/** oidc-provider would keep an issuer from calling this machine, and warns where it can't. Here it is to call it. */
const noise = 'oidc-provider WARNING: failed to setup SSRF protection';

let left = false;

/** Lets that one warning pass unsaid; everything else the library says is still seen. */
export function leaveOutNoise(): void {
  if (left) return;
  left = true;
  const warn = console.warn.bind(console);
  console.warn = (...said: unknown[]) => {
    if (!String(said[0]).includes(noise)) warn(...said);
  };
}
