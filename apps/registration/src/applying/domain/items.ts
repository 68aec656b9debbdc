import type { Application } from '@todoke/application-form';

/** The 16 items of R21–R36, validated and normalised. */
export type Items = Application;
