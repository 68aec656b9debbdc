import '@todoke/service/tracing';
import 'reflect-metadata';
import { bootOrExplain, serve } from '@todoke/service';
import { readConfig } from './config.js';
import { createRegistration } from './registration.app.js';

await bootOrExplain(async () => {
  const config = readConfig();
  const app = await createRegistration(config);
  await serve(app, { service: 'registration', port: config.PORT, host: config.HOST });
});
