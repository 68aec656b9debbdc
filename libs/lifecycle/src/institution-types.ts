/** 機関区分 (R23, D3): what kind of institution applies. Decides who looks at the application (R46). */
export const institutionTypes = [
  { value: 'hospital', label: '病院' },
  { value: 'clinic', label: '診療所' },
  { value: 'dental-clinic', label: '歯科診療所' },
  { value: 'midwifery-centre', label: '助産所' },
  { value: 'pharmacy', label: '薬局' },
] as const;

export type InstitutionType = (typeof institutionTypes)[number]['value'];

/** 薬局 and so on; a value that is none comes back as it is, so that a page never breaks on it. */
export const institutionTypeWord = (type: string): string =>
  institutionTypes.find(({ value }) => value === type)?.label ?? type;
