import { beds, bedsFull } from './beds/beds.js';
import { dailyAnswers } from './daily-answers/daily-answers.js';
import type { Table } from './table.js';

/** All レポート, in the order of レポート一覧. */
export const tables: readonly Table[] = [dailyAnswers, beds, bedsFull];

export const findTable = (key: string): Table | undefined => tables.find((table) => table.key === key);
