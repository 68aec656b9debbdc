/** The 16 items of an application (R21–R36): one place for schema, labels, help and messages. */
export { consentFields, consentSchema } from './consents.js';
export { BLANK, describe, describeSections, type DescribedItem, type DescribedSection } from './describe.js';
export {
  applicationFields,
  applicationKeys,
  sections,
  type ApplicationKey,
  type FieldText,
  type SectionKey,
} from './fields.js';
export { mailAddress } from './mail-address.js';
export { lookUpPostalCode, POSTAL_CODE_UNKNOWN, type PostalLookUp } from './postal-look-up.js';
export { applicationSchema, type Application } from './schema.js';
export { warnings, type Warning, type WarningCode } from './warnings.js';
