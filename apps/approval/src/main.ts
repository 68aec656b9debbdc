import '@todoke/service/tracing';
import 'reflect-metadata';
import { bootOrExplain, serve } from '@todoke/service';
import { config } from './config.js';
import { createApproval } from './approval.app.js';

await bootOrExplain(async () => {
  const settings = config();
  await serve(await createApproval(settings), {
    service: 'approval',
    port: settings.PORT,
    host: settings.HOST,
  });
});
