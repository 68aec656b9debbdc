import { form } from '@todoke/web';
import { z } from 'zod';

export const checkForm = form(z.object({ seen: z.string().max(100), choice: z.string().max(100).optional() }), {
  seen: { label: '照合', input: 'hidden' },
  choice: { label: '同じ機関かどうか', required: true, input: 'radio', options: [] },
});
