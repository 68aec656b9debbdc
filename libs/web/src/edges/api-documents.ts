import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';

/** `/openapi.json`, and `/docs` for people: the API, which is every controller except those of pages. */
export function documentApi(app: NestFastifyApplication, service: string): void {
  const title = `Todoke ${service}`;
  const document = SwaggerModule.createDocument(app, new DocumentBuilder().setTitle(title).build());
  SwaggerModule.setup('docs', app, document, { jsonDocumentUrl: 'openapi.json', customSiteTitle: title });
}

/** Swagger's page styles itself inline; it shows no data and has no forms. */
export function allowInlineStyleForApiDocs(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    if (/^\/docs(?:[/?]|$)/.test(request.raw.url ?? '')) {
      reply.raw.setHeader(
        'content-security-policy',
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
          "frame-ancestors 'none'; base-uri 'none'",
      );
    }
    done();
  });
}
