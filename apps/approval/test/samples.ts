import type { Application as Items } from '@todoke/application-form';
import type { Official } from '../src/reviews/domain/official.js';
import { openReview } from '../src/reviews/domain/open.js';
import type { Review } from '../src/reviews/domain/review.js';

/** 20 November 2026 is a Friday. */
export const friday = new Date('2026-11-20T10:00:00+09:00');
export const later = (hours: number, from = friday): Date => new Date(from.getTime() + hours * 3_600_000);

export const pharmacy: Items = {
  institutionName: 'サンプル薬局',
  institutionType: 'pharmacy',
  codeHolding: '1',
  phone: '0992862707',
  insuranceCode: '4640101230',
  postalCode: '8908577',
  prefecture: '46',
  municipality: '鹿児島市',
  street: '鴨池新町１０番１号',
  building: 'サンプルビル１階',
  department: '薬剤部',
  familyName: '山田',
  givenName: '太郎',
  departmentPhone: '0992862707',
  email: 'yakkyoku@example.jp',
};

export const clinic: Items = {
  ...pharmacy,
  institutionName: '髙﨑クリニック',
  institutionType: 'clinic',
  insuranceCode: '4610112345',
  email: 'clinic@example.jp',
};

export const waiting = (number = 'APF-00000001', items: Items = pharmacy): Review =>
  openReview(number, items, items.email, friday);

export const kagoshima: Official = { sub: 'official-46', role: 'prefecture', prefecture: '46', area: [] };
export const colleague: Official = { ...kagoshima, sub: 'colleague-46' };
export const tokushima: Official = { sub: 'official-36', role: 'prefecture', prefecture: '36', area: [] };
export const secretariat: Official = { sub: 'secretariat', role: 'secretariat', area: [] };
/** 46201 is 鹿児島市. */
export const centre: Official = { sub: 'centre', role: 'health-centre', prefecture: '46', area: ['46201'] };
/** 46203 is 鹿屋市. */
export const otherCentre: Official = { ...centre, sub: 'other-centre', area: ['46203'] };
