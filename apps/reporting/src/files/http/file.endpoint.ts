import { Get, Param, Res, StreamableFile } from '@nestjs/common';
import { isUuid } from '@todoke/database';
import type { SignedIn } from '@todoke/service';
import { CurrentPerson, Endpoint, type WebReply } from '@todoke/web';
import { Databases } from '../../persistence/databases.js';
import { contents } from '../domain/content.js';
import { findFile } from '../persistence/files.js';
import { problems } from '../problems.js';

/** A file, for those who may see what it belongs to. It is downloaded, and no browser runs anything in it. */
@Endpoint('files/:id', { roles: ['institution', 'prefecture', 'health-centre', 'municipality', 'secretariat'] })
export class FileEndpoint {
  constructor(private readonly databases: Databases) {}

  @Get()
  async download(
    @Param('id') id: string,
    @CurrentPerson() person: SignedIn,
    @Res({ passthrough: true }) reply: WebReply,
  ): Promise<StreamableFile> {
    const file = isUuid(id) ? await this.databases.forPerson(person, (tx) => findFile(tx, id)) : undefined;
    if (file === undefined) throw problems.fileMissing();
    if (file.state === 'held') throw problems.fileHeld();
    if (file.bytes === null) throw problems.fileRefused();
    const { type, ending } = contents[file.kind];
    void reply
      .header('cache-control', 'private, no-store')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header(
        'content-disposition',
        `attachment; filename="file${ending}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      );
    return new StreamableFile(file.bytes, { type, length: file.bytes.length });
  }
}
