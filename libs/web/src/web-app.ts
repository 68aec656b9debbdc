import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { WebAppOptions } from './options.js';

/**
 * Boots a Nest application on Fastify with everything a page needs: sessions, CSRF, headers, pages, problems.
 * It does not listen; `serve(app, …)` of @todoke/service or `app.listen(port)` does.
 */
export async function createWebApp(module: Type | DynamicModule, options: WebAppOptions): Promise<NestFastifyApplication> {
  throw new Error(`not yet: ${String(module)} ${options.service}`);
}
