import { once } from 'node:events';
import { request as ask, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Get, Module, Req } from '@nestjs/common';
import { createLogger, Endpoint, HealthChecks, LOGGER, Metrics, Operations } from '@todoke/service';
import { freePort, freshDatabase } from '@todoke/testing';
import { createWebApp } from '@todoke/web';
import { gateway } from '../src/gateway.js';

@Endpoint('api', { roles: 'everybody' })
class AddressEndpoint {
  @Get('address')
  address(@Req() { ip }: { ip: string }): { ip: string } {
    return { ip };
  }
}

@Module({
  controllers: [AddressEndpoint],
  providers: [{ provide: LOGGER, useValue: createLogger('desk') }, HealthChecks, Metrics, Operations],
})
class AddressModule {}

/** What a service takes for the client's address, asked at a port with a forged header. */
async function seenFrom(port: number): Promise<string> {
  const headers = { 'x-forwarded-for': '203.0.113.7', accept: 'application/json' };
  const options = { host: '127.0.0.1', port, path: '/api/address', localAddress: '127.0.0.5', headers, agent: false };
  const [answer] = (await once(ask(options).end(), 'response')) as [IncomingMessage];
  return (JSON.parse(await text(answer)) as { ip: string }).ip;
}

it('a service with PROXIES=1 sees the client behind the gateway, and never what the client says', async () => {
  const database = await freshDatabase('desk', join(import.meta.dirname, 'desk'));
  const port = await freePort();
  const app = await createWebApp(AddressModule, {
    service: 'desk',
    publicUrl: `http://localhost:${port}`,
    databaseUrl: database.appUrl,
    sessionSecret: 'a-secret-for-tests-of-32-characters-or-more',
    proxies: 1,
  });
  await app.listen(port, '127.0.0.1');
  const front = gateway(`http://desk:${port}`, { resolve: () => Promise.resolve(['127.0.0.1']) });
  await once(front.listen(0, '127.0.0.1'), 'listening');
  expect(await seenFrom((front.address() as AddressInfo).port)).toBe('127.0.0.5');
  front.close();
  await app.close();
  await database.drop();
});
