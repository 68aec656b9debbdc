/** The 16 items of an application (R21–R36): one place for schema, labels, help and messages. */
export { lookUp, lookUpView, type Pressed, pressedIn, sentWith } from './address-look-up.js';
export { consentFields, consentSchema } from './consents.js';
export { BLANK, describe, describeSections, describeTyped, type DescribedItem } from './describe.js';
export { applicationFields, applicationKeys, sections, type ApplicationKey } from './fields.js';
export { addressLine, type TypedValues } from './found-address.js';
export { mailAddress, mailAddressItem } from './mail-address.js';
export { localExamples, localHints } from './local-examples.js';
export { lookUpPostalCode } from './postal-look-up.js';
export { applicationSchema, type Application } from './schema.js';
export { warnings, warningsVersion, warningWords, type WarningCode } from './warnings.js';
