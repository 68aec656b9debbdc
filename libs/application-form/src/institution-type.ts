/** Whether an institution's code and name go with its 機関区分 (R22, R23, R26). They inform, and refuse nothing. */
import type { FeeTable } from '@todoke/japan';
import type { InstitutionType } from '@todoke/lifecycle';

/**
 * The tables by which an institution of each type bills. A hospital of dentists is a hospital; the code of a midwifery
 * centre has no table.
 */
const billsBy: Readonly<Record<Exclude<InstitutionType, 'midwifery-centre'>, readonly FeeTable[]>> = {
  hospital: ['medical', 'dental'],
  clinic: ['medical'],
  'dental-clinic': ['dental'],
  pharmacy: ['pharmacy'],
};

/** @param table of its 保険機関コード; undefined for a digit that stands for none */
export const mayBillBy = (type: InstitutionType, table: FeeTable | undefined): boolean =>
  type === 'midwifery-centre' || (table !== undefined && billsBy[type].includes(table));

/**
 * Words in a name that only some types have. 病院 may also be the neighbour's or the parent's: 病院前薬局, 病院附属診療所. Next to
 * another department 歯科 is one of several: 医科歯科, 内科歯科.
 */
const telling: readonly (readonly [RegExp, readonly InstitutionType[]])[] = [
  [/病院(?![前横裏隣内下上口東西南北]|通|門前|附属|付属|.*(?:診療所|クリニック|医院)$)/u, ['hospital']],
  [/(?<![医内外眼]科)歯科|デンタル/u, ['dental-clinic', 'hospital']],
  [/薬局|ファーマシー|ドラッグ/u, ['pharmacy']],
  [/助産/u, ['midwifery-centre']],
];

/** Whether a name, in full width, may be that of an institution of this type. A name without such a word always may. */
export function mayBeCalled(type: InstitutionType, name: string): boolean {
  const told = telling.filter(([word]) => word.test(name)).map(([, types]) => types);
  return told.length === 0 || told.some((types) => types.includes(type));
}
