import type { Transaction } from '../../persistence/databases.js';

/** A contact point of a prefecture (R110), with the codes of its municipalities. */
export interface Desk {
  readonly id: string;
  readonly prefecture: string;
  readonly name: string;
  readonly phone: string;
  readonly municipalities: readonly string[];
}

/** All desks, or those of one prefecture. */
export async function findDesks(tx: Transaction, prefecture?: string): Promise<Desk[]> {
  const rows = await tx.desk.findMany({
    ...(prefecture === undefined ? {} : { where: { prefecture } }),
    include: { areas: { orderBy: { municipality: 'asc' } } },
    orderBy: [{ prefecture: 'asc' }, { position: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ id, prefecture: of, name, phone, areas }) => ({
    id,
    prefecture: of,
    name,
    phone,
    municipalities: areas.map(({ municipality }) => municipality),
  }));
}

/** Inserts or updates desks. A municipality belongs to the desk that names it last. */
export async function saveDesks(tx: Transaction, desks: readonly Desk[]): Promise<void> {
  for (const [position, { id, municipalities, ...desk }] of desks.entries()) {
    const facts = { ...desk, position };
    await tx.desk.upsert({ where: { id }, create: { id, ...facts }, update: facts });
    const moving = { municipality: { in: [...municipalities] } };
    await tx.deskArea.deleteMany({ where: { OR: [{ deskId: id }, moving] } });
    const areas = municipalities.map((municipality) => ({ municipality, deskId: id }));
    await tx.deskArea.createMany({ data: areas });
  }
}
