import { findMunicipality } from '@todoke/japan';
import type { Application } from './application.js';

export interface Items {
  readonly prefecture: string;
  readonly municipality: string;
  readonly institutionType: string;
}

/** Place and type of institution of an application: all that counting needs of its items. */
export const placeOf = ({
  prefecture,
  municipality,
  institutionType,
}: Items): Pick<Application, 'prefecture' | 'municipalityCode' | 'institutionType'> => ({
  prefecture,
  municipalityCode: findMunicipality(prefecture, municipality)?.code,
  institutionType,
});
