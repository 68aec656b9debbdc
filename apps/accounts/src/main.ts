import '@todoke/service/tracing';
import 'reflect-metadata';
import { bootOrExplain, serve } from '@todoke/service';
import { createApp } from './accounts.app.js';
import { readConfig } from './config.js';

await bootOrExplain(async () => {
  const config = readConfig();
  await serve(await createApp(config), { service: 'accounts', port: config.PORT, host: config.HOST });
});
