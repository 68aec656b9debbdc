import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Get, Inject, Param, Req, Res } from '@nestjs/common';
import { dayInTokyo } from '@todoke/japan';
import { CLOCK, type Clock } from '@todoke/service';
import { Endpoint, fileOf, type WebReply, type WebRequest } from '@todoke/web';
import { Databases } from '../../persistence/databases.js';
import { departmentName } from '../department-names.js';
import { byteOrderMark, headerLine, lineOf } from '../domain/csv.js';
import type { Layout } from '../domain/layout.js';
import { layoutNamed } from '../domain/layouts.js';
import { recordsOf } from '../domain/record.js';
import { type Published, publishedOf, versionOf } from '../persistence/published.js';
import { problems } from '../problems.js';

/** Raised where the same reports make another file. */
const edition = 1;

/** A file of the open data, as the ministry lays it out: what is published of a kind of institution. For everybody. */
@Endpoint('open-data/:file', { roles: 'everybody' })
export class OpenDataFileEndpoint {
  constructor(
    private readonly databases: Databases,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  async download(
    @Param('file') name: string,
    @Req() request: WebRequest,
    @Res({ passthrough: true }) reply: WebReply,
  ): Promise<Readable | undefined> {
    const layout = name.endsWith('.csv') ? layoutNamed(name.slice(0, -'.csv'.length)) : undefined;
    if (layout === undefined) throw problems.fileMissing();
    const snapshot = await this.databases.rowsPublished().open();
    // A client that left while it waited for a place would keep that from others.
    if (reply.raw.destroyed) return void snapshot.end();
    reply.raw.once('close', () => snapshot.end());
    try {
      const tag = tagOf(layout, await versionOf(snapshot, layout.type));
      this.describe(layout, tag, reply);
      if (isKnown(request, tag) || request.method === 'HEAD') {
        if (request.method !== 'HEAD') void reply.status(304);
        await snapshot.commit();
        return undefined;
      }
      return fileOf(
        { parts: partsOf(layout, publishedOf(snapshot, layout.type)), about: { file: layout.slug } },
        snapshot,
        reply,
      );
    } catch (error) {
      snapshot.end();
      if (reply.raw.destroyed) return undefined;
      throw error;
    }
  }

  private describe({ slug }: Layout, tag: string, reply: WebReply): void {
    const day = dayInTokyo(this.clock.now()).replaceAll('-', '');
    void reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${slug}_${day}.csv"`)
      .header('cache-control', 'public, max-age=3600')
      .header('etag', tag)
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin');
  }
}

const tagOf = ({ slug }: Layout, version: string): string =>
  `"${createHash('sha256').update(`${edition} ${slug} ${version}`).digest('base64url').slice(0, 22)}"`;

/** Whether the client has this version (RFC 9110 section 13.1.2). */
function isKnown({ headers }: WebRequest, tag: string): boolean {
  const told = headers['if-none-match'];
  return told !== undefined && told.split(',').some((one) => ['*', tag, `W/${tag}`].includes(one.trim()));
}

async function* partsOf(layout: Layout, published: AsyncIterable<Published[]>): AsyncGenerator<Buffer> {
  yield Buffer.from(byteOrderMark + headerLine(layout));
  const named = departmentName();
  for await (const batch of published) {
    let text = '';
    for (const subject of batch) for (const cells of recordsOf(layout, subject, named)) text += lineOf(layout, cells);
    yield Buffer.from(text);
  }
}
