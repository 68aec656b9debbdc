/** The 16 items of an application (R21–R36), as the prefecture approved them. */
export interface Items {
  readonly institutionName: string;
  readonly institutionCode?: string | undefined;
  readonly institutionType: 'hospital' | 'clinic' | 'dental-clinic' | 'midwifery-centre' | 'pharmacy';
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

/** What the secretariat reads them under. */
export const itemLabels: Readonly<Record<keyof Items, string>> = {
  institutionName: '機関名',
  institutionCode: '機関コード',
  institutionType: '機関区分',
  codeHolding: '機関判別区分',
  phone: '電話番号（機関）',
  insuranceCode: '保険機関コード',
  postalCode: '郵便番号',
  prefecture: '都道府県',
  municipality: '市区町村',
  street: '町名・番地',
  building: '建物名',
  department: '担当部署',
  familyName: '担当者 姓',
  givenName: '担当者 名',
  departmentPhone: '担当部署電話番号',
  email: 'メールアドレス',
};
