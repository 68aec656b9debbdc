/** Where files of proxy applications are. */
export const filesPath = '/proxy-applications/files';

export const filePath = (id: string): string => `${filesPath}/${id}`;
