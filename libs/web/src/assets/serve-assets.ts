import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AssetStore } from './asset-store.js';

const open = { config: { audience: 'everybody' } } as const;

/** `/assets/*`: cached for ever where the address has the content's hash, else revalidated. */
export function serveAssets(server: FastifyInstance, assets: AssetStore): void {
  server.get<{ Params: { '*': string }; Querystring: { v?: unknown } }>('/assets/*', open, async (request, reply) => {
    const asset = assets.find(request.params['*']);
    if (asset === undefined) return reply.callNotFound();
    const fixed = request.query.v === asset.hash;
    void reply.header('cache-control', fixed ? 'public, max-age=31536000, immutable' : 'public, no-cache');
    void reply.header('etag', `"${asset.hash}"`);
    if (isKnown(request, asset.hash)) return reply.code(304).send();
    return reply.type(asset.type).send(asset.body);
  });
  server.get('/favicon.ico', open, (_request, reply: FastifyReply) => reply.redirect(assets.href('icon.svg'), 302));
}

const isKnown = (request: FastifyRequest, hash: string): boolean =>
  request.headers['if-none-match']?.includes(`"${hash}"`) ?? false;
