import { warnings } from '@todoke/application-form';
import type { Items } from '../../domain/items.js';

/** What is odd about the items, which never keeps anybody from applying. */
export const warningsAbout = (items: Items): string[] =>
  warnings(items).map(({ message, hint }) => `${message}${hint}`);
