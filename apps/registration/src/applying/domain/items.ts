import type { Application } from '@todoke/application-form';

/** The 16 items of R21–R36, checked and in their one spelling. */
export type Items = Application;
