import { fileURLToPath } from 'node:url';
import { Module, type DynamicModule } from '@nestjs/common';
import { HealthChecks, LOGGER, Metrics, Operations, type SignedIn } from '@todoke/service';
import { freePort, freshDatabase, rows } from '@todoke/testing';
import { startStandInIssuer } from '@todoke/testing/stand-in-issuer';
import { createWebApp, SignInModule } from '@todoke/web';
import { pino } from 'pino';
import { formOf, type Form } from '../../src/index.js';
import { example } from '../example.js';
import { AnswersPage, Store } from './answers.page.js';

const folder = fileURLToPath(new URL('.', import.meta.url));
const client = { clientId: 'desk', clientSecret: 'secret' };
const official: SignedIn = { sub: 'p-46', role: 'prefecture', prefecture: '46' };

@Module({})
class DeskModule {
  static with(store: Store, publicUrl: string, issuer: string): DynamicModule {
    const logger = pino({ level: 'silent' });
    return {
      module: DeskModule,
      global: true,
      imports: [SignInModule.forRoot({ ...client, issuer, publicUrl })],
      controllers: [AnswersPage],
      providers: [
        { provide: Store, useValue: store },
        { provide: LOGGER, useValue: logger },
        HealthChecks,
        Metrics,
        Operations,
      ],
      exports: [Metrics, Operations],
    };
  }
}

export interface Desk {
  readonly url: string;
  readonly store: Store;
  /** What time does to everybody's session. */
  endSessions(): Promise<void>;
  close(): Promise<void>;
}

/** A small service with the pages of one form, at which a prefecture signs in. */
export async function startDesk(form: Form = formOf(example())): Promise<Desk> {
  const database = await freshDatabase('desk', folder);
  const [port, store] = [await freePort(), new Store(form)];
  const url = `http://localhost:${port}`;
  const issuer = await startStandInIssuer({ clients: [{ ...client, url }], people: [official] });
  const app = await createWebApp(DeskModule.with(store, url, issuer.issuer), {
    service: 'desk',
    publicUrl: url,
    databaseUrl: database.appUrl,
    sessionSecret: 'a-secret-for-tests-of-32-characters-or-more',
  });
  await app.listen(port, '127.0.0.1');
  return {
    url,
    store,
    endSessions: async () => void (await rows(database.adminUrl, 'DELETE FROM desk.web_sessions')),
    close: async () => {
      await app.close();
      await issuer.close();
      await database.drop();
    },
  };
}
