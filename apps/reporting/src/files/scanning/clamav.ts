import { connect } from 'node:net';

/** Bytes of a part. */
const partSize = 64 * 1024;
/** Milliseconds without an answer. */
const patience = 60_000;

/**
 * Asks ClamAV about a file (clamd's INSTREAM: parts with their length before them, an empty one at the end).
 * @param address tcp://host:3310
 * @returns whether something harmful was found
 * @throws Error where ClamAV cannot be asked, or does not know
 */
export async function isHarmful(bytes: Uint8Array, address: string): Promise<boolean> {
  const { hostname, port } = new URL(address);
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port || 3310), hostname);
    let told = '';
    socket.setTimeout(patience, () => socket.destroy(new Error('ClamAV does not answer')));
    socket.once('error', reject);
    socket.on('data', (part: Buffer) => (told += part.toString('latin1')));
    socket.once('close', () => resolve(told));
    socket.write('zINSTREAM\0');
    for (let at = 0; at < bytes.length; at += partSize) {
      const part = bytes.subarray(at, at + partSize);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(part.length);
      socket.write(length);
      socket.write(part);
    }
    socket.write(Buffer.alloc(4));
  });
  if (/ FOUND\0?\s*$/.test(answer)) return true;
  if (/: OK\0?\s*$/.test(answer)) return false;
  throw new Error('ClamAV did not say whether the file is harmful');
}
