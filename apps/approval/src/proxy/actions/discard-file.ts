import { Injectable } from '@nestjs/common';
import { audit } from '@todoke/database';
import { Databases } from '../../persistence/databases.js';
import type { Official } from '../../reviews/index.js';
import { dropUnfiled, findFile } from '../persistence/files.js';
import { problems } from '../problems.js';

/** 申請せずに削除する: nothing stays of a file of which nothing was filed. */
@Injectable()
export class DiscardFile {
  constructor(private readonly databases: Databases) {}

  /** Repeated, it changes nothing. @throws Problem file-begun */
  run(id: string, official: Official): Promise<void> {
    return this.databases.forOfficial(official, async (tx) => {
      if (await dropUnfiled(tx, id)) {
        await audit(tx, { actor: official.sub, action: 'proxy-file.discarded', subject: id });
      } else if ((await findFile(tx, id)) !== undefined) throw problems.fileBegun();
    });
  }
}
