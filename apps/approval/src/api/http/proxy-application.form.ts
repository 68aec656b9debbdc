import { applicationFields, applicationSchema } from '@todoke/application-form';
import { form } from '@todoke/web';

/** A proxy application as a system sends it: the items of the form, whose rules are those of the pages (R74). */
export const proxyApplication = form(applicationSchema, {
  ...applicationFields,
  email: { ...applicationFields.email, readonly: false },
});
