import type { Transaction } from '../../persistence/databases.js';

/** An institution of the register, as desks look it up. */
export interface KnownInstitution {
  /** Its id at accounts. */
  readonly id: string;
  readonly prefecture: string;
  /** Five digits; absent where the municipality's name is unknown. */
  readonly municipalityCode: string | undefined;
  readonly name: string;
  readonly institutionCode: string | undefined;
  readonly hasAccount: boolean;
}

interface Row {
  readonly id: string;
  readonly prefecture: string;
  readonly municipalityCode: string | null;
  readonly name: string;
  readonly institutionCode: string | null;
  readonly hasAccount: boolean;
}

const select = {
  id: true,
  prefecture: true,
  municipalityCode: true,
  name: true,
  institutionCode: true,
  hasAccount: true,
} as const;

const fromRow = ({ municipalityCode, institutionCode, ...row }: Row): KnownInstitution => ({
  ...row,
  municipalityCode: municipalityCode ?? undefined,
  institutionCode: institutionCode ?? undefined,
});

/** An institution of the jurisdiction. */
export async function findInstitution(tx: Transaction, id: string): Promise<KnownInstitution | undefined> {
  const row = await tx.institution.findUnique({ where: { id }, select });
  return row === null ? undefined : fromRow(row);
}

/** Institutions of a prefecture by 機関コード, which is unique within a 機関区分 only, or by 保険機関コード. */
export async function findInstitutionsByCode(
  tx: Transaction,
  prefecture: string,
  code: string,
): Promise<KnownInstitution[]> {
  const rows = await tx.institution.findMany({
    where: { prefecture, OR: [{ institutionCode: code }, { insuranceCode: code }] },
    orderBy: { id: 'asc' },
    take: 20,
    select,
  });
  return rows.map(fromRow);
}
