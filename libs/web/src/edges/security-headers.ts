import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { WebAppOptions } from '../options.js';

/** Origins that a form, or the redirect after it, may lead to; the sign-in module adds the issuer's. */
export class FormTargets {
  private readonly origins: Set<string>;

  constructor(addresses: readonly string[]) {
    this.origins = new Set(addresses.map((address) => new URL(address).origin));
  }

  allow(address: string): void {
    this.origins.add(new URL(address).origin);
  }

  toString(): string {
    return ["'self'", ...this.origins].join(' ');
  }
}

const self = ["'self'"];

/**
 * A page loads nothing from any other host and runs no inline script (R157). Chromium applies `form-action` also to
 * the redirects after a form, so the origins to which signing in and out leads are listed.
 */
export async function registerSecurityHeaders(
  server: FastifyInstance,
  options: WebAppOptions,
  targets: FormTargets,
): Promise<void> {
  const secure = options.publicUrl.startsWith('https:');
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: self,
        scriptSrc: self,
        styleSrc: self,
        imgSrc: self,
        fontSrc: self,
        connectSrc: self,
        workerSrc: self,
        objectSrc: ["'none'"],
        frameSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: [() => targets.toString()],
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    // With no-referrer browsers would send `Origin: null` with every form.
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
}
