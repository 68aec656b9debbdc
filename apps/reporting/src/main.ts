import '@todoke/service/tracing';
import 'reflect-metadata';
import { bootOrExplain, serve } from '@todoke/service';
import { config } from './config.js';
import { createReporting } from './reporting.app.js';

await bootOrExplain(async () => {
  const settings = config();
  await serve(await createReporting(settings), {
    service: 'reporting',
    port: settings.PORT,
    host: settings.HOST,
  });
});
