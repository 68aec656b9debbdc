import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify';
import { own } from '../forms/read-body.js';
import type { WebAppOptions } from '../options.js';
import { personOf } from '../pages/shell.js';
import { isBelow, pathOf } from '../sessions/sessions.js';

/** A file that was sent with a form. Its name and type are what the browser says, and nothing to rely on. */
export class UploadedFile {
  constructor(
    readonly name: string,
    readonly bytes: Buffer,
  ) {}
}

/**
 * Takes bodies with files (multipart/form-data) of people who are signed in, on the paths that ask for them; elsewhere
 * they are answered 415. A body is held in memory, so each path has its limit.
 */
export function registerUploads(server: FastifyInstance, { uploads = [] }: WebAppOptions): void {
  if (uploads.length === 0) return;
  server.addContentTypeParser(
    'multipart/form-data',
    async (request: FastifyRequest, payload: AsyncIterable<Buffer>) => {
      const place = uploads.find(({ below }) => isBelow(pathOf(request.url), below));
      if (place === undefined) throw new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE('multipart/form-data');
      // The guard asks for a sign-in; what a stranger sends is not read.
      if (personOf(request) === undefined) return {};
      const length = Number(request.headers['content-length'] ?? 0);
      if (length > place.most) throw new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE();
      return fieldsIn(await bytesOf(payload, place.most), request.headers['content-type'] ?? '');
    },
  );
}

async function bytesOf(payload: AsyncIterable<Buffer>, most: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of payload) {
    length += part.length;
    if (length > most) throw new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE();
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Fields and files by their names, as a body without files has its fields: several of a name are a list. */
async function fieldsIn(bytes: Buffer, type: string): Promise<Record<string, unknown>> {
  const fields: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of await formDataIn(bytes, type)) {
    const told = typeof value === 'string' ? value : await fileIn(value);
    if (told === undefined) continue;
    const before = fields[name];
    fields[name] = before === undefined ? told : [before, told].flat();
  }
  return fields;
}

async function formDataIn(bytes: Buffer, type: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  } catch {
    throw Object.assign(new Error('not multipart/form-data'), { statusCode: 400 });
  }
}

/** Browsers send an empty file where none was chosen. */
const fileIn = async (file: File): Promise<UploadedFile | undefined> =>
  file.size === 0 && file.name === '' ? undefined : new UploadedFile(file.name, Buffer.from(await file.arrayBuffer()));

/** The file of a field; undefined where none was chosen. */
export function fileOfField(body: unknown, name: string): UploadedFile | undefined {
  const value = [own(body, name)].flat()[0];
  return value instanceof UploadedFile ? value : undefined;
}
