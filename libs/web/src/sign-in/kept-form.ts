import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { keptFormLifetime } from '../sessions/lifetimes.js';

/** What was sent in a form after its session had ended. */
const keptForm = z.object({
  action: z.string().startsWith('/'),
  fields: z.array(z.object({ name: z.string(), value: z.string() })),
  /** Milliseconds since 1970. */
  until: z.number(),
});

export type KeptForm = Omit<z.output<typeof keptForm>, 'until'>;

/** Browsers drop a cookie of more than 4,096 bytes, its name and attributes included (RFC 6265 6.1). */
const longest = 3_800;

/** Of what is read back. */
const mostBytes = 64 * 1024;

/**
 * Keeps what was sent in a form while its sender signs in again: encrypted, in the sender's own browser, so that nobody
 * who is not signed in fills a table.
 */
export class KeptForms {
  private readonly key: Buffer;

  constructor(
    private readonly service: string,
    secret: string,
  ) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', `${service} kept forms`, 32));
  }

  /** @returns false where it is too long for a cookie */
  keep(form: KeptForm, reply: FastifyReply): boolean {
    const value = this.seal(JSON.stringify({ ...form, until: Date.now() + keptFormLifetime }));
    if (value.length > longest) return false;
    reply.server.web.cookies.set(reply, this.name, value, keptFormLifetime / 1_000, path);
    return true;
  }

  /** Takes it out of the browser; undefined where there is none, or it is too old or not ours. */
  take(request: FastifyRequest, reply: FastifyReply): KeptForm | undefined {
    const { cookies } = request.server.web;
    const value = cookies.read(request, this.name);
    if (value === undefined) return undefined;
    cookies.drop(reply, this.name, path);
    const form = keptForm.safeParse(this.open(value)).data;
    return form !== undefined && form.until > Date.now() ? { action: form.action, fields: form.fields } : undefined;
  }

  private get name(): string {
    return `${this.service}_kept_form`;
  }

  private seal(text: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce);
    const sealed = [cipher.update(deflateRawSync(text)), cipher.final()];
    return Buffer.concat([nonce, cipher.getAuthTag(), ...sealed]).toString('base64url');
  }

  private open(value: string): unknown {
    try {
      const bytes = Buffer.from(value, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, 12), {
        authTagLength: 16,
      });
      decipher.setAuthTag(bytes.subarray(12, 28));
      const packed = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
      return JSON.parse(inflateRawSync(packed, { maxOutputLength: mostBytes }).toString());
    } catch {
      return undefined;
    }
  }
}

const path = '/sign-in';

/** Where a kept form waits for its sender, who signs in on the way there. */
export const continueAfterSignIn = `${path}/kept`;

/** What people wrote, in contrast to codes and choices. */
export const textsIn = ({ fields }: Pick<KeptForm, 'fields'>): string[] =>
  fields.map(({ value }) => value).filter((value) => /[^\x20-\x7e]/.test(value));
