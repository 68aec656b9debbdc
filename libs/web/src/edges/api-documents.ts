import { NotFoundException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { Audience, Operations } from '@todoke/service';
import type { FastifyInstance } from 'fastify';

/** `/openapi.json`, and `/docs` for people: the API, which is every controller except those of pages. */
export function documentApi(app: NestFastifyApplication, service: string): void {
  const title = `Todoke ${service}`;
  // Made when it is first asked for.
  const document = () => SwaggerModule.createDocument(app, new DocumentBuilder().setTitle(title).build());
  const asJson = { jsonDocumentUrl: 'openapi.json', raw: ['json' as const] };
  SwaggerModule.setup('docs', app, document, { ...asJson, customSiteTitle: title });
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
