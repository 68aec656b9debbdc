import { mailAddress } from '@todoke/application-form';
import { form } from '@todoke/web';
import { z } from 'zod';

/** First screen (R8, R10). The robot check is asked for by its widget, so its field is hidden here. */
export const addressForm = form(
  z.object({
    email: mailAddress,
    altcha: z
      .string()
      .min(1, { error: '「私はロボットではありません」にチェックを入れてください。' })
      .max(4_000, { error: '「私はロボットではありません」にもう一度チェックを入れてください。' }),
  }),
  {
    email: {
      label: 'メールアドレス',
      required: true,
      input: 'email',
      autocomplete: 'email',
      placeholder: 'xxx@example.com',
    },
    altcha: { label: '私はロボットではありません', required: true, input: 'hidden' },
  },
);
