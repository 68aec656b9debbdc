import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { apiPath } from '../settings.js';

/** Bytes of a CSV file at most: some 3,000 rows. */
const mostCsvBytes = 1024 * 1024;

/** Takes `text/csv` as it is, below the path of the interface alone. */
export function takeCsvBodies(app: NestFastifyApplication): void {
  app.useBodyParser('text/csv', { bodyLimit: mostCsvBytes }, (request, body, done) => {
    if (request.url.startsWith(`${apiPath}/`)) done(null, body);
    else done(Object.assign(new Error('no place for text/csv'), { statusCode: 415 }));
  });
}
