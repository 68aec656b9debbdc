import { answerText, type Form, type Value, type Values } from '@todoke/forms';

/** What one answer says otherwise than the one before: 「空床数：12床→10床」. Tables are named only. */
export const differences = (form: Form, before: Values, after: Values): string[] =>
  form.items.flatMap((item) => {
    if (item.type === 'computed') return [];
    const [was, is] = [before[item.key], after[item.key]].map((value: Value | undefined) => answerText(item, value));
    if (was === is) return [];
    return item.type === 'grid' || item.type === 'rows'
      ? [item.label]
      : [`${item.label}：${was === '' ? '（入力なし）' : was}→${is === '' ? '（入力なし）' : is}`];
  });
