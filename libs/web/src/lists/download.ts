import type { Readable } from 'node:stream';
import { audit, type Snapshot } from '@todoke/database';
import { formatMachineTime } from '@todoke/japan';
import type { SignedIn } from '@todoke/service';
import type { WebReply } from '../sessions/web-session.js';
import type { ListScope } from './declaration.js';
import type { Encoding } from './export-form.js';
import { beginOutcome, storeOutcome } from './outcomes.js';
import { beginning, encoded } from './rows-as-csv.js';
import { fileOf } from './whole-file.js';

/** A file that is being made, and who wants it. */
export interface Download {
  /** Name of the list, in the audit log. */
  readonly list: string;
  /** Name of the file, without its time and ending, and of what the person is told of it. */
  readonly title: string;
  readonly encoding: Encoding;
  readonly headingLine: string;
  /** Lines in batches, each with the number of its rows. */
  readonly lines: AsyncIterable<{ readonly text: string; readonly rows: number }>;
  /** For the audit log: what was chosen, without what was typed. */
  readonly detail: Readonly<Record<string, string | number | boolean>>;
}

/**
 * Answers with a file that is made while it is sent. The audit log has its beginning before the first byte, and its end
 * with the number of rows. The next page tells what became of it, with the characters that CP932 does not have.
 * @param snapshot is ended with the file
 */
export async function sendFile(
  download: Download,
  snapshot: Snapshot,
  { rows, now }: ListScope<unknown>,
  person: SignedIn,
  reply: WebReply,
): Promise<Readable> {
  const { list: subject, title, encoding, detail } = download;
  const note = (tx: Snapshot, action: string, more: Download['detail']): Promise<void> =>
    audit(tx, { actor: person.sub, action, subject, detail: { encoding, ...more } });
  await rows.read((tx) => note(tx, 'list.export-begun', detail));
  const outcome = beginOutcome(reply);
  let sent = 0;
  let unwritten = 0;
  const characters = new Set<string>();
  const tell = (character: string): void => {
    unwritten += 1;
    characters.add(character);
  };

  async function* parts(): AsyncGenerator<Buffer> {
    yield encoded(beginning(encoding) + download.headingLine, encoding, tell);
    for await (const { text, rows: count } of download.lines) {
      sent += count;
      yield encoded(text, encoding, tell);
    }
  }

  const ended = (whole: boolean): Promise<void> =>
    rows.read(async (tx) => {
      await note(tx, 'list.export-ended', { rows: sent, whole, ...(unwritten > 0 && { unwritten }) });
      await storeOutcome(tx, outcome, { title, rows: sent, whole, unwritten, characters: [...characters] });
    });
  const file = fileOf({ parts: parts(), about: { list: subject }, ended }, snapshot, reply);
  void reply
    .type(encoding === 'cp932' ? 'text/csv; charset=windows-31j' : 'text/csv; charset=utf-8')
    .header('content-disposition', disposition(download, now))
    .header('cache-control', 'private, no-store');
  return file;
}

/** The name for browsers, and one in ASCII for all others (RFC 6266). */
function disposition({ list, title }: Download, now: Date): string {
  const time = formatMachineTime(now).slice(0, 16).replace(/[-:]/g, '').replace('T', '-');
  return `attachment; filename="${list}-${time}.csv"; filename*=UTF-8''${encodeURIComponent(`${title}-${time}.csv`)}`;
}
