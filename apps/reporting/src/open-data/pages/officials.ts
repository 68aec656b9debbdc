import type { Role } from '@todoke/service';

/** Who reads files in, and sees what became of them. */
export const officials: readonly [Role, ...Role[]] = ['prefecture', 'secretariat'];

export const importPath = (id: string): string => `/open-data/imports/${id}`;
