export const count = (db: { $queryRawUnsafe(sql: string): Promise<number> }) => db.$queryRawUnsafe('SELECT 1');
