import { prefectures } from '@todoke/japan';

/** 機関判別区分 (R24). Only the first is in the documents; with it 保険機関コード is required (R26). */
export const codeHoldings = [
  { value: '1', label: '1：保険機関コードもしくは助産所コードを持っている' },
  { value: '2', label: '2：保険機関コードも助産所コードも持っていない（自由診療・新規開設など）' },
] as const;

export type CodeHolding = (typeof codeHoldings)[number]['value'];

/** 都道府県 (R28) as two-digit codes; decides which prefecture approves. */
export const prefectureOptions = prefectures.map(({ code, name }) => ({ value: code, label: name }));
