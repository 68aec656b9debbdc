import '@todoke/service/tracing';
import 'reflect-metadata';
import { bootOrExplain, serve } from '@todoke/service';
import { config } from './config.js';
import { createApp } from './notifications.app.js';

await bootOrExplain(async () => {
  const settings = config();
  await serve(await createApp(settings), settings);
});
