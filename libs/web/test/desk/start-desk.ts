import { fileURLToPath } from 'node:url';
import type { ModuleMetadata } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { freePort, freshDatabase, type FreshDatabase, nowhere, Visitor, type VisitorOptions } from '@todoke/testing';
import { createWebApp, type SignInOptions, type WebAppOptions } from '../../src/index.js';
import { DeskModule } from './desk.module.js';

export interface Desk {
  app: NestFastifyApplication;
  url: string;
  database: FreshDatabase;
  /** What it logged, one JSON text a line. */
  lines: string[];
  close(): Promise<void>;
}

const folder = fileURLToPath(new URL('.', import.meta.url));

/** Redirects are not followed, unless `follow` is set. */
export const visitorAt = (url: string, options: VisitorOptions = {}): Visitor =>
  new Visitor(url, { follows: nowhere, ...options });

/** A small service on the web library, listening on a free port with a database of its own. */
export async function startDesk(
  overrides: Partial<WebAppOptions> = {},
  signIn?: (url: string) => SignInOptions,
  port = 0,
  more?: (database: FreshDatabase) => ModuleMetadata,
): Promise<Desk> {
  const { service = 'desk' } = overrides;
  const database = await freshDatabase(service, folder);
  const lines: string[] = [];
  const listenAt = port === 0 ? await freePort() : port;
  const url = `http://localhost:${listenAt}`;
  const app = await createWebApp(DeskModule.forRoot(lines, signIn?.(url), more?.(database)), {
    service,
    publicUrl: url,
    databaseUrl: database.appUrl,
    sessionSecret: 'a-secret-for-tests-of-32-characters-or-more',
    csrfExempt: ['/api'],
    ...overrides,
  });
  await app.listen(listenAt, '127.0.0.1');
  const close = async (): Promise<void> => {
    await app.close();
    await database.drop();
  };
  return { app, url, database, lines, close };
}
