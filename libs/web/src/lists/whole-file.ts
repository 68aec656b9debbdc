import { Readable } from 'node:stream';
import type { Snapshot } from '@todoke/database';
import { describeError } from '@todoke/service';
import type { WebReply } from '../sessions/web-session.js';

/** A file that is made while it is sent. */
export interface FileInParts {
  readonly parts: AsyncIterable<Buffer>;
  /** For the log, where it breaks: ids and codes alone. */
  readonly about: Readonly<Record<string, string>>;
  /** What is done at its end, whatever it was. @param whole whether all of it was made */
  readonly ended?: (whole: boolean) => Promise<void>;
}

/**
 * The body of an answer that is made of a snapshot while it is sent: no faster than the client reads, and with one part
 * in memory. One that breaks never looks whole: its connection is reset, so that neither the end of a chunked body nor
 * that of the connection is seen.
 * @param snapshot is ended with the file
 */
export function fileOf({ parts, about, ended }: FileInParts, snapshot: Snapshot, reply: WebReply): Readable {
  let ending = false;

  async function* bytes(): AsyncGenerator<Buffer> {
    let whole = false;
    try {
      yield* parts;
      await snapshot.commit();
      whole = true;
    } catch (error) {
      // A client that has gone ends the snapshot, and with it the query.
      if (reply.raw.destroyed) return;
      reply.server.web.logger().error({ ...about, error: describeError(error) }, 'an export broke');
      throw error;
    } finally {
      ending = true;
      snapshot.end();
      await ended?.(whole);
    }
  }

  const file = Readable.from(bytes(), { objectMode: false });
  const reset = (): void => void reply.raw.socket?.resetAndDestroy();
  // Fastify closes the response of a stream that fails. A client of HTTP/1.0 would take that for the end of the file.
  file.once('error', reset);
  // Nothing tells a file of it whose client does not read: it would stay open as long as the client.
  void snapshot.over.then((committed) => {
    if (committed || ending || reply.raw.destroyed) return;
    reply.server.web.logger().error(about, 'an export broke: it lost its place in the database');
    reset();
  });
  return file;
}
