/** The institution's category (機関区分, R23). */
export const institutionTypes = ['hospital', 'clinic', 'dental-clinic', 'midwifery-centre', 'pharmacy'] as const;
export type InstitutionType = (typeof institutionTypes)[number];

/** The 16 items of R21–R36 as they were submitted. */
export interface Items {
  readonly institutionName: string;
  readonly institutionCode?: string | undefined;
  readonly institutionType: InstitutionType;
  readonly codeHolding: '1' | '2';
  readonly phone: string;
  readonly insuranceCode?: string | undefined;
  readonly postalCode: string;
  readonly prefecture: string;
  readonly municipality: string;
  readonly street: string;
  readonly building?: string | undefined;
  readonly department?: string | undefined;
  readonly familyName: string;
  readonly givenName: string;
  readonly departmentPhone: string;
  readonly email: string;
}
