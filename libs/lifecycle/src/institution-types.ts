/** 機関区分 (R23, D3). It decides who looks at an application (R46). */
export const institutionTypes = [
  { value: 'hospital', label: '病院' },
  { value: 'clinic', label: '診療所' },
  { value: 'dental-clinic', label: '歯科診療所' },
  { value: 'midwifery-centre', label: '助産所' },
  { value: 'pharmacy', label: '薬局' },
] as const;

export type InstitutionType = (typeof institutionTypes)[number]['value'];

/** The word of a type, such as 薬局. An unknown value is returned as it is, so that a page can always show it. */
export const institutionTypeWord = (type: string): string =>
  institutionTypes.find(({ value }) => value === type)?.label ?? type;
