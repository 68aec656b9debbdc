import type { Transaction } from '../../persistence/databases.js';

/** Of which institution an application is, and whose jurisdiction it belongs to. */
export interface ApplicationPlace {
  readonly prefecture: string;
  /** Five digits; absent where the municipality's name is unknown. */
  readonly municipalityCode: string | undefined;
  readonly institutionName: string;
}

/** The places of applications, by number; those that are not here are left out. */
export async function findPlaces(
  tx: Transaction,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, ApplicationPlace>> {
  const rows = await tx.review.findMany({
    where: { number: { in: [...new Set(numbers)] } },
    select: { number: true, prefecture: true, municipalityCode: true, institutionName: true },
  });
  return new Map(
    rows.map(({ number, municipalityCode, ...place }) => [
      number,
      { ...place, municipalityCode: municipalityCode ?? undefined },
    ]),
  );
}
