import { prefectureName } from '@todoke/japan';
import { institutionTypeWord } from '@todoke/lifecycle';
import type { Institution } from '../domain/institution.js';
import { accountWord, none } from '../words.js';

/** What a desk shows of an institution, for a summary list. */
export const institutionFacts = (institution: Institution) => [
  { label: '機関名', value: institution.name },
  { label: '機関区分', value: institutionTypeWord(institution.type) },
  { label: '機関コード', value: institution.institutionCode ?? none },
  { label: '保険機関コード', value: institution.insuranceCode ?? none },
  { label: '都道府県', value: prefectureName(institution.prefecture) },
  { label: '所在地', value: institution.location },
  { label: '代表電話番号', value: institution.phone ?? none, telephone: institution.phone !== undefined },
  { label: 'アカウント', value: accountWord(institution.hasAccount) },
];
