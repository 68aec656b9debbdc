import { findMunicipality } from '@todoke/japan';
import type { Application as Items } from '@todoke/application-form';
import type { Review } from './review.js';

/** An application that an institution sent itself and that waits for its prefecture (申請済). */
export const openReview = (number: string, items: Items, address: string, receivedAt: Date): Review => ({
  number,
  version: 1,
  route: 'self',
  prefecture: items.prefecture,
  municipalityCode: findMunicipality(items.prefecture, items.municipality)?.code,
  items,
  address,
  receivedAt,
  state: { name: 'waiting' },
  heard: 0,
});
