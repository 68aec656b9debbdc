import type { InstitutionIdentity, Likeness } from '@todoke/japan';

/**
 * Why a row may not be needed. `holder`: the institution has an account, so that only its permission is granted (R76).
 * `applied`: an application is under way. `repeated`: a row before it is about the same institution.
 */
export const marks = ['applied', 'repeated', 'holder'] as const;
export type Mark = (typeof marks)[number];

/** An earlier row of the same file that is about the same institution. */
export interface EarlierRow {
  readonly row: number;
  readonly likeness: Likeness;
}

/** The institutions of the rows of a file, in their order. */
export class SeenInstitutions {
  private readonly rows = new Map<string, number>();

  /** Notes what a row is about. @returns the first row that is about the same */
  see(row: number, { institutionCode, insuranceCode, nameAndAddress }: InstitutionIdentity): EarlierRow | undefined {
    const keys: [Likeness, string | undefined][] = [
      ['institution-code', institutionCode],
      ['insurance-code', insuranceCode],
      ['name-and-address', nameAndAddress],
    ];
    let earlier: EarlierRow | undefined;
    for (const [likeness, key] of keys) {
      if (key === undefined) continue;
      const known = this.rows.get(`${likeness} ${key}`);
      if (known === undefined) this.rows.set(`${likeness} ${key}`, row);
      else earlier ??= { row: known, likeness };
    }
    return earlier;
  }
}
