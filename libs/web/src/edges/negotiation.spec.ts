import type { FastifyRequest } from 'fastify';
import { nastyTexts } from '@todoke/testing';
import { wantsJson } from './negotiation.js';

const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';

const asked = (accept: string | undefined, url = '/notes', type?: string) =>
  wantsJson({ url, headers: { accept, 'content-type': type } } as unknown as FastifyRequest);

describe('an error is told', () => {
  it.each([browser, 'text/*', 'TEXT/HTML', 'application/xhtml+xml', 'application/json;q=0.5, text/html;q=0.6'])(
    'as a page to who reads %s, also below /api',
    (accept) => expect([asked(accept), asked(accept, '/api/notes')]).toEqual([false, false]),
  );

  it.each([
    'application/json',
    'application/problem+json, text/html;q=0.5',
    'application/*',
    'application/json; charset=utf-8',
    'application/json, text/plain, */*',
    'text/html;q=0, */*',
    'text/html;q=0.1, application/json ; q=0.2',
  ])('as a document to who reads %s, also outside of /api', (accept) => expect(asked(accept)).toBe(true));

  it.each([undefined, '*/*', '', 'image/png', ...nastyTexts])(
    'by its path and its body to who says nothing of either (%j)',
    (accept) => {
      const told = [asked(accept), asked(accept, '/api/notes'), asked(accept, '/notes', 'application/json')];
      expect(told).toEqual([false, true, true]);
    },
  );
});
