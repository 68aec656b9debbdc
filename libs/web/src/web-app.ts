import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { measurePools } from '@todoke/database';
import { createLogger, LOGGER, Metrics, NestLog, Operations, type Logger } from '@todoke/service';
import type { FastifyInstance } from 'fastify';
import { AssetStore } from './assets/asset-store.js';
import { serveAssets } from './assets/serve-assets.js';
import { registerTextSize } from './assets/text-size.js';
import { HostCookies, registerCookies } from './cookies/host-cookies.js';
import { AdmissionGuard } from './edges/admission.guard.js';
import { allowInlineStyleForApiDocs, documentApi, keepApiDocuments } from './edges/api-documents.js';
import { answerBrokenAddress } from './edges/broken-address.js';
import { registerCorrelation } from './edges/correlation.js';
import { registerCsrf } from './edges/csrf.js';
import { ProblemFilter } from './edges/problem.filter.js';
import { registerRequestLog, type Running } from './edges/request-log.js';
import { checkTargets, originForm } from './edges/request-target.js';
import { KnownRoutes, WebAdapter } from './edges/routes.js';
import { registerUploads } from './uploads/uploads.js';
import { registerTurns } from './edges/turns.js';
import { FormTargets, registerSecurityHeaders } from './edges/security-headers.js';
import type { WebAppOptions } from './options.js';
import { PageInterceptor } from './pages/page.interceptor.js';
import { defaultSupportPhone, Shell } from './pages/shell.js';
import { sessionLifetimes } from './sessions/lifetimes.js';
import { registerSessions } from './sessions/sessions.js';
import { SessionStore } from './sessions/session-store.js';
import { KeptForms } from './sign-in/kept-form.js';

declare module 'fastify' {
  interface FastifyInstance {
    /** The part of the web app that the sign-in module and routes without a controller use. */
    web: {
      options: WebAppOptions;
      cookies: HostCookies;
      sessions: SessionStore;
      formTargets: FormTargets;
      routes: KnownRoutes;
      shell: Shell;
      keptForms: KeptForms;
      logger: () => Logger;
    };
  }
}

/**
 * Boots a Nest application on Fastify with everything a page needs: sessions, CSRF, headers, pages, problems; and with
 * `/openapi.json` and `/docs`.
 * The module imports `ServiceModule` of @todoke/service, for its logger and metrics. It does not listen;
 * `serve(app, …)` of @todoke/service or `app.listen(port)` does. In a test, `await app.init()` and then
 * `app.inject(…)`.
 */
export async function createWebApp(
  module: Type | DynamicModule,
  options: WebAppOptions,
): Promise<NestFastifyApplication> {
  const running: Running = { logger: createLogger(options.service) };
  const { logger } = running;
  const assets = new AssetStore(options.assets);
  const shell = new Shell(options, assets);
  const routes = new KnownRoutes();
  const formTargets = new FormTargets([options.publicUrl, ...(options.formActions ?? [])]);
  const lifetimes = sessionLifetimes(options.sessionMinutes);
  const { service: schema, databaseUrl, sessionSecret: secret } = options;
  const sessions = new SessionStore({ databaseUrl, schema, secret, lifetimes, logger });

  const adapter = new WebAdapter(fastifySettings(options, shell, running));
  const server = adapter.getInstance() as unknown as FastifyInstance;
  const cookies = new HostCookies(options.publicUrl, options.sessionSecret);
  const keptForms = new KeptForms(options.service, options.sessionSecret);
  const logging = () => running.logger;
  server.decorate('web', { options, cookies, sessions, formTargets, routes, shell, keptForms, logger: logging });
  server.addHook('onClose', () => sessions.close());
  if (options.publicUrl.startsWith('https:')) trustOurOwnScheme(server);
  adapter.declareRoutes(routes);
  registerCorrelation(server, options);
  registerRequestLog(server, running);
  await registerSecurityHeaders(server, options, formTargets);
  allowInlineStyleForApiDocs(server);
  keepApiDocuments(server, () => running.operations);
  checkTargets(server, routes);
  registerTurns(server, options);
  await registerCookies(server);
  await registerSessions(server, options, sessions);
  await registerCsrf(server, options);
  registerUploads(server, options);
  serveAssets(server, assets);
  registerTextSize(server);

  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new NestLog(logger),
    abortOnError: false,
  });
  running.logger = app.get<Logger>(LOGGER, { strict: false });
  const metrics = app.get<Metrics>(Metrics, { strict: false });
  running.metrics = metrics;
  running.operations = app.get(Operations, { strict: false });
  measurePools(options.service, metrics);
  const supportPhone = options.supportPhone ?? defaultSupportPhone;
  app.useGlobalGuards(new AdmissionGuard(app.get(Reflector)));
  app.useGlobalInterceptors(new PageInterceptor(shell));
  app.useGlobalFilters(new ProblemFilter({ shell, routes, logger: () => running.logger, supportPhone }));
  documentApi(app, options.service, options.apiParts);
  return app;
}

/** Milliseconds in which a request must have arrived completely, against slow clients (Slowloris). */
const slowestRequest = 60_000;

/** Behind TLS the scheme is that of the public address, whatever the last hop uses. The proxy names the client. */
function fastifySettings(options: WebAppOptions, shell: Shell, running: Running) {
  const secure = options.publicUrl.startsWith('https:');
  const proxies = Math.max(options.proxies ?? 0, secure ? 1 : 0);
  return {
    bodyLimit: options.bodyLimit ?? 256 * 1024,
    requestTimeout: slowestRequest,
    rewriteUrl: originForm,
    trustProxy: proxies === 0 ? false : (_address: string, hop: number) => hop < proxies,
    routerOptions: { maxParamLength: 500, ignoreTrailingSlash: true },
    forceCloseConnections: 'idle' as const,
    frameworkErrors: answerBrokenAddress(shell, secure, running),
  };
}

/** Without this, behind a proxy that terminates TLS without saying so, no Secure cookie would be set. */
function trustOurOwnScheme(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    request.raw.headers['x-forwarded-proto'] = 'https';
    done();
  });
}
