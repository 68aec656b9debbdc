import { warnings } from '@todoke/application-form';
import type { Items } from '../../domain/items.js';

/** The warnings about the items, which never block. */
export const warningsAbout = (items: Items): string[] =>
  warnings(items).map(({ message, hint }) => `${message}${hint}`);
