import { NotFoundException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { Audience, Operations } from '@todoke/service';
import type { FastifyInstance } from 'fastify';

/** A part of the document of a service: what its module tells of its own endpoints (OpenAPI 3.1). */
export interface ApiPart {
  readonly paths: Readonly<Record<string, object>>;
  readonly components?: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly tags?: readonly { readonly name: string }[];
}

/**
 * `/openapi.json`, and `/docs` for people: the API, which is every controller except those of pages.
 * @param parts take the place of what the controllers say of the same paths
 */
export function documentApi(app: NestFastifyApplication, service: string, parts: readonly ApiPart[] = []): void {
  const title = `Todoke ${service}`;
  const frame = new DocumentBuilder().setTitle(title).setOpenAPIVersion('3.1.0').build();
  // Made when it is first asked for.
  const document = () => withParts(SwaggerModule.createDocument(app, frame), parts);
  const asJson = { jsonDocumentUrl: 'openapi.json', raw: ['json' as const] };
  SwaggerModule.setup('docs', app, document, { ...asJson, customSiteTitle: title });
}

function withParts(document: OpenAPIObject, parts: readonly ApiPart[]): OpenAPIObject {
  const whole = document as OpenAPIObject & { components: Record<string, object> };
  const components: Record<string, object> = { ...whole.components };
  for (const part of parts) {
    for (const [kind, named] of Object.entries(part.components ?? {}))
      components[kind] = { ...components[kind], ...named };
  }
  return {
    ...document,
    tags: [...(document.tags ?? []), ...parts.flatMap(({ tags = [] }) => tags)],
    paths: Object.assign({}, document.paths, ...parts.map(({ paths }) => paths)) as OpenAPIObject['paths'],
    components,
  };
}

/** Swagger registers its routes itself, so what others declare stands here. */
export const audienceOfApiDocuments = (url: string): Audience | undefined =>
  ofApiDocuments.test(url) || url === '/openapi.json' ? 'operations' : undefined;

const ofApiDocuments = /^\/docs(?:[/?]|$)/;

/** Keeps what is for operations, and is no controller that asks itself, from the public port. */
export function keepApiDocuments(server: FastifyInstance, operations: () => Operations | undefined): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const kept = request.routeOptions.config.audience === 'operations';
    const here = !kept || operations()?.answerAt(request.socket.localPort) !== false;
    done(here ? undefined : new NotFoundException());
  });
}

/** Swagger's page styles itself inline; it shows no data and has no forms. */
export function allowInlineStyleForApiDocs(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    if (ofApiDocuments.test(request.raw.url ?? '')) {
      reply.raw.setHeader(
        'content-security-policy',
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
          "frame-ancestors 'none'; base-uri 'none'",
      );
    }
    done();
  });
}
