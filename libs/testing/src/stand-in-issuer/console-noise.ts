/** oidc-provider forbids requests to the loopback address, and warns where it cannot. Here they are wanted. */
const noise = 'oidc-provider WARNING: failed to setup SSRF protection';

let left = false;

/** Suppresses that warning only; all other output of the library is shown. */
export function leaveOutNoise(): void {
  if (left) return;
  left = true;
  const warn = console.warn.bind(console);
  console.warn = (...said: unknown[]) => {
    if (!String(said[0]).includes(noise)) warn(...said);
  };
}
