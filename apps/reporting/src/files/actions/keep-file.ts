import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '@todoke/service';
import type { UploadedFile } from '@todoke/web';
import type { Config } from '../../config.js';
import type { Transaction } from '../../persistence/databases.js';
import { contentOf, nameFor } from '../domain/content.js';
import { insertFile } from '../persistence/files.js';

/** Attaches a file to a report; held until it was scanned, where ClamAV is configured. */
@Injectable()
export class KeepFile {
  constructor(@Inject(SETTINGS) private readonly settings: Config) {}

  /** @param file of which `faultOf` has said nothing */
  async run(
    tx: Transaction,
    report: string,
    { name, bytes }: UploadedFile,
    { by, at }: { readonly by: string; readonly at: Date },
  ): Promise<void> {
    const kind = contentOf(bytes);
    if (kind === undefined) throw new TypeError('a file of a kind that is not taken');
    await insertFile(tx, {
      report,
      name: nameFor(name, kind),
      kind,
      size: bytes.length,
      digest: createHash('sha256').update(bytes).digest('hex'),
      state: this.settings.CLAMAV_URL === undefined ? 'ready' : 'held',
      bytes,
      uploadedBy: by,
      uploadedAt: at,
    });
  }
}
