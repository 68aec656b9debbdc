import { bedRows, fullBedRows } from '../../persistence/beds.js';
import type { Table } from '../table.js';
import { fullColumns, shortColumns } from './columns.js';
import { bedList } from './list.js';

const lead = '各病院が最後に回答した日次調査の数値です。使用率は、入院患者数÷確保病床数です。';
const [short, full] = ['地域病床見える化', '地域病床見える化（全項目表示）'];
const shortList = bedList('beds', short, bedRows, shortColumns);
const fullList = bedList('beds-full', full, fullBedRows, fullColumns);

/** The short version, which home leads to (R143–R147). */
export const beds: Table = {
  key: 'beds',
  names: [short],
  about: '各病院の空床の状況と患者の受入状況です。',
  lead,
  folder: 'system-home',
  list: () => shortList,
};

/** All items (R148). */
export const bedsFull: Table = {
  key: 'beds-full',
  names: [full],
  about: '各病院の空床の状況と患者の受入状況を、すべての項目で表示します。',
  lead,
  folder: 'system-home',
  list: () => fullList,
};
