import { readApplicationNumber } from '@todoke/lifecycle';
import { problems } from '../../../problems.js';

/** @throws Problem application-missing for text that cannot be a number, as for an unknown number */
export function known(typed: string): string {
  const number = readApplicationNumber(typed);
  if (number === undefined) throw problems.applicationMissing();
  return number;
}
