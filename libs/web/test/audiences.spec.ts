import { Controller, ForbiddenException, Get, Post, type Type } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { AdmissionGuard } from '../src/edges/admission.guard.js';
import { Admits, createWebApp, Endpoint, Page, routesOf } from '../src/index.js';
import { DeskModule } from './desk/desk.module.js';

const apps: NestFastifyApplication[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
});

/** A desk with one more controller. Nothing here asks the database. */
async function deskWith(controller: Type): Promise<NestFastifyApplication> {
  const module = DeskModule.forRoot([]);
  const app = await createWebApp(
    { ...module, controllers: [...(module.controllers ?? []), controller] },
    {
      service: 'desk',
      publicUrl: 'http://localhost:3999',
      databaseUrl: 'postgres://nobody@127.0.0.1:9/none',
      sessionSecret: 'a-secret-for-tests-of-32-characters-or-more',
    },
  );
  apps.push(app);
  return app;
}

const routerOf = (app: NestFastifyApplication): FastifyInstance =>
  app.getHttpAdapter().getInstance() as unknown as FastifyInstance;

// eslint-disable-next-line todoke/routes-say-who -- what is refused here
@Controller('forgotten')
class ForgottenPage {
  @Get()
  show(): string {
    return 'open to everybody';
  }
}

abstract class Listing {
  @Get('listed')
  list(): string {
    return 'open to everybody';
  }
}

@Page('heir', { roles: ['ops'] })
class HeirPage extends Listing {}

@Page('desk', { roles: ['ops', 'secretariat'] })
class DeclaredPage {
  @Get()
  show(): string {
    return 'shown';
  }

  @Post()
  @Admits(['ops'])
  act(): string {
    return 'done';
  }
}

@Endpoint('figures', { roles: 'signed-in' })
class FiguresEndpoint {
  @Get()
  read(): number[] {
    return [1];
  }
}

describe('a service does not boot', () => {
  it('with a page of which nobody declared who is admitted, and names it', async () => {
    const app = await deskWith(ForgottenPage);
    await expect(app.init()).rejects.toThrow(/^GET \/forgotten: nobody declared who is admitted/);
  });

  it('with a handler that its page has inherited from an undeclared class', async () => {
    const app = await deskWith(HeirPage);
    await expect(app.init()).rejects.toThrow(/^GET \/heir\/listed: nobody declared who is admitted/);
  });

  it('with a route outside Nest that has no audience', async () => {
    const router = routerOf(await deskWith(DeclaredPage));
    expect(() => router.get('/plain', () => 'open to everybody')).toThrow(/^GET \/plain: nobody declared/);
  });

  it('with a route outside Nest that asks for a sign-in, which no guard would check', async () => {
    const router = routerOf(await deskWith(DeclaredPage));
    const config = { audience: 'signed-in' } as const;
    expect(() => router.get('/plain', { config }, () => 'open to everybody')).toThrow(/^GET \/plain: only controllers/);
  });
});

describe('who is admitted', () => {
  it('is what the page says, and for one handler what the handler says', async () => {
    const app = await deskWith(DeclaredPage);
    await app.init();
    const found = routesOf(app).filter(({ path }) => path === '/desk');
    expect(Object.fromEntries(found.map(({ method, audience }) => [method, audience]))).toEqual({
      GET: ['ops', 'secretariat'],
      HEAD: ['ops', 'secretariat'],
      POST: ['ops'],
    });
  });

  it('is nobody to a handler without a declaration, should one get past the boot', () => {
    const request = { session: { person: { sub: 'p-1', role: 'ops' } } };
    const context = new ExecutionContextHost([request], ForgottenPage, ForgottenPage.prototype.show);
    expect(() => new AdmissionGuard(new Reflector()).canActivate(context)).toThrow(ForbiddenException);
  });

  it('stands in the documents of the API for endpoints alone', async () => {
    const paths = async (controller: Type): Promise<string> => {
      const app = await deskWith(controller);
      await app.init();
      return (await app.inject('/openapi.json')).body;
    };
    expect(await paths(FiguresEndpoint)).toContain('"/figures"');
    expect(await paths(DeclaredPage)).not.toContain('"/desk"');
  });
});
