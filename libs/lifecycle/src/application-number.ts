/** 申請番号: `APF-` and eight digits (R41). */
import { plainCode } from '@todoke/japan';

/** Whether a text is an application number, as services tell it to each other. */
export const isApplicationNumber = (text: unknown): text is string =>
  typeof text === 'string' && /^APF-\d{8}$/.test(text);

/** The number, and around it Japanese words and signs. */
const TYPED = /^(?:[^!-~]|[-:#()[\]]|no\.?)*apf[- ]*((?:\d[- ]?){7}\d)(?:[^!-~]|[.,()[\]])*$/iu;

/**
 * The application number in what people type or paste: in full width, in lower case, with blanks and dashes of all
 * kinds, with its label before it. Undefined where it is anything else.
 */
export function readApplicationNumber(text: string): string | undefined {
  const digits = TYPED.exec(plainCode(text))?.[1];
  return digits && `APF-${digits.replace(/\D/g, '')}`;
}

/** The first number of proxy applications (R74). Numbers of institutions themselves are lower. */
export const firstProxyNumber = 50_000_000;

/**
 * @param count from a sequence, 1 … 99,999,999
 * @returns such as APF-00000001
 */
export const applicationNumber = (count: number | bigint): string => `APF-${String(count).padStart(8, '0')}`;
