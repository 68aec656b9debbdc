/** The public interface of this module: files that belong to reports. */
export { KeepFile } from './actions/keep-file.js';
export { faultOf, largestFile } from './domain/content.js';
export { type FileState, findFiles, type KeptFile } from './persistence/files.js';

/** The address of a file. */
export const filePath = (id: string): string => `/files/${id}`;
