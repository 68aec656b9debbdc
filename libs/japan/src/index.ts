/**
 * Rules and data about Japan that all services share. Data is loaded when it is first needed, so an import costs
 * little.
 */
export { addDays, atTokyo, dayInTokyo, inTokyo, type Day } from './tokyo-time.js';
export { guidanceDue, isBusinessDay, isHelpDeskOpen, nextBusinessDay } from './business-days.js';
export {
  formatDate,
  formatDateTime,
  formatDateWithWeekday,
  formatEraDate,
  formatMachineTime,
  formatTime,
} from './dates.js';
export { encodeCp932, geta, unwritableInCp932 } from './cp932.js';
export { BrokenQuotes, CsvParser } from './csv-parser.js';
export { toHyphensInLatin, toWideDashesInNumbers } from './dashes.js';
export {
  addressKey,
  identityOf,
  identityVersion,
  institutionNameKey,
  likeness,
  locationOf,
  streetOf,
  type DescribedInstitution,
  type InstitutionIdentity,
  type Likeness,
} from './institution-identity.js';
export {
  checkDigitOf,
  feeTableOfInstitutionCode,
  type FeeTable,
  hasFittingCheckDigit,
  prefectureOfInstitutionCode,
} from './institution-codes.js';
export { excess, lengthOf, lengthWidened, widened, within } from './length.js';
export { matchKey } from './match-key.js';
export {
  codesOfArea,
  findMunicipality,
  findMunicipalityByCode,
  isWithoutTowns,
  municipalitiesNamed,
  municipalitiesOf,
} from './municipalities.js';
export { checkPhone, type PhoneFault } from './phone-numbers.js';
export { findAddresses, normalisePostalCode, type PostalAddress } from './postal-codes.js';
export { findPrefecture, prefectureName, prefectureOptions, prefectures } from './prefectures.js';
export { inTown, namesTown, repeatedPlace } from './streets.js';
export { decodeText, type EncodingFault, type TextEncoding } from './text-encoding.js';
export { digitsIn, plainCode, readInstitutionCode, readLoginId, readVerificationCode } from './typed-codes.js';
export {
  adviceOn,
  findUnusable,
  privateUseCharacterIn,
  tidy,
  tidyLines,
  type UnusableCharacter,
} from './unusable-characters.js';
export { hasHalfWidth, toFullWidth, toHalfWidth, toHalfWidthDigits } from './width.js';
