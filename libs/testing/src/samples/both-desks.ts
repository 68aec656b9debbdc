/**
 * What the prefecture's desk and the secretariat's must answer alike: each shows it on its own pages, in its own tests.
 */

/** 町名・番地 of one place, as two people write it (R162). */
export const oneAddress: readonly (readonly [string, string])[] = [
  ['中央町一丁目2番3号', '中央町1丁目2番3号'],
  ['中央町一丁目２番３号', '中央町１－２－３'],
  ['中央町二丁目3番地の4', '中央町2-3-4'],
  ['中央町2の3', '中央町2-3'],
  ['中央町二丁目三番地の四', '中央町2-3-4'],
  ['北一条西二丁目3', '北1条西2-3'],
  ['二の丸町二十番十号', '二ノ丸町20ー10'],
  ['霞が関1-2', '霞ヶ関１ー２'],
  ['⾕山中央一丁目2', '谷山中央ー丁目2'],
];

/** 機関名 of one institution, as two people write it or copy it (R162). */
export const oneName: readonly (readonly [string, string])[] = [
  ['㈱髙﨑薬局', '株式会社 高崎薬局'],
  ['医療法人社団 斎藤クリニック', '（医社）齊藤クリニツク'],
  ['⻑⾕川歯科', '長谷川歯科'],
  ['ニ宮・カ丸医院', '二宮力丸医院'],
  ['さくら薬局', 'サクラ薬局'],
];

/** Of two places, however alike they look. */
export const twoAddresses: readonly (readonly [string, string])[] = [
  ['中央町1-23', '中央町12-3'],
  ['中央町1丁目23番', '中央町1丁目2番3号'],
  ['一番町5', '三番町5'],
  ['三の宮1', '四の宮1'],
];

export interface AgeSample {
  readonly submittedAt: string;
  readonly approvedAt: string;
  readonly seenAt: string;
  /** Since the application, and before the secretariat's desk, as both pages show them. */
  readonly total: string;
  readonly stage: string;
}

/** An approved application on some day (R51, R66). */
export const agesOfApproved: readonly AgeSample[] = [
  {
    submittedAt: '2026-11-01T17:00:00+09:00',
    approvedAt: '2026-11-01T17:30:00+09:00',
    seenAt: '2026-11-16T09:00:00+09:00',
    total: '15日（14日超）',
    stage: '15日（14日超）',
  },
  {
    submittedAt: '2026-11-01T17:00:00+09:00',
    approvedAt: '2026-11-02T00:00:00+09:00',
    seenAt: '2026-11-16T09:00:00+09:00',
    total: '15日（14日超）',
    stage: '14日',
  },
  {
    submittedAt: '2026-11-02T00:00:00+09:00',
    approvedAt: '2026-11-15T23:59:59+09:00',
    seenAt: '2026-11-16T00:00:00+09:00',
    total: '14日',
    stage: '1日',
  },
];
