import '@todoke/service/tracing';
import 'reflect-metadata';
import { bootOrExplain, serve } from '@todoke/service';
import { createApp } from './approval.app.js';
import { config } from './config.js';

await bootOrExplain(async () => {
  const settings = config();
  await serve(await createApp(settings), settings);
});
