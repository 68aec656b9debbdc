import { dailyAnswers, weeklyAnswers } from './answers/answers.js';
import { beds, bedsFull } from './beds/beds.js';
import type { Table } from './table.js';

/** All レポート, in the order of レポート一覧. */
export const tables: readonly Table[] = [dailyAnswers, weeklyAnswers, beds, bedsFull];

export const findTable = (key: string): Table | undefined => tables.find((table) => table.key === key);
