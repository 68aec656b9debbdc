import 'reflect-metadata';
import { bootOrExplain, serve } from '@todoke/service';
import { config } from './config.js';
import { createApp } from './create-app.js';

await bootOrExplain(async () => {
  const settings = config();
  await serve(await createApp(settings), { service: 'notifications', port: settings.PORT, host: settings.HOST });
});
