import { form } from '@todoke/web';
import { z } from 'zod';

/** Who looks after an application; blank: nobody. The page offers the people. */
export const assigneeForm = form(z.object({ assignee: z.string().max(100).optional() }), {
  assignee: { label: '担当', input: 'select', prompt: '担当なし' },
});
