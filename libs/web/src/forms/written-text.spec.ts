import fc from 'fast-check';
import { z } from 'zod';
import { atMost } from './at-most.js';
import { form } from './form.js';

const desk = form(
  z.object({
    name: z.string().min(1).check(atMost(50)),
    reason: z.string().check(atMost(1_000)),
    q: z.string().max(100).optional(),
    email: z.string().optional(),
    password: z.string().optional(),
    state: z.enum(['a', 'b']).optional(),
    token: z.string().optional(),
  }),
  {
    name: { label: '機関名', required: true },
    reason: { label: '却下理由', input: 'textarea' },
    q: { label: '検索', input: 'search' },
    email: { label: 'メールアドレス', input: 'email' },
    password: { label: 'パスワード', input: 'password' },
    state: { label: '状態', input: 'select', options: [{ value: 'a', label: 'A' }] },
    token: { label: '印', input: 'hidden' },
  },
);

const good = { name: '薬局', reason: 'なし' };
const read = (changes: object) => desk.read({ ...good, ...changes });

describe('what people write in any form', () => {
  it.each([
    ['⻄宮市⻑⾕川薬局', '西宮市長谷川薬局'],
    ['\u202E局薬\u202C\u200F', '局薬'],
    ['\u2066山田\u2069', '山田'],
    ['\uFEFFか\u3099\u3000', 'が'],
    ['山\u200B田\u00AD', '山田'],
    ['神田\uFA19', '神田\uFA19'],
  ])('is stored as it is shown: %j → %s', (typed, stored) => {
    const reading = read({ name: typed, reason: `${typed}\r\n${typed}`, q: typed });
    expect(reading).toMatchObject({ ok: true, value: { name: stored, reason: `${stored}\n${stored}`, q: stored } });
    expect(reading.values).toMatchObject({ name: stored, reason: `${stored}\n${stored}` });
  });

  it.each([
    ['却\u0335\u0316下', '「却」に重ねた記号（U+0335）'],
    ['Z\u0335\u0316\u0321\u0360', 'に重ねた記号（U+'],
    ['漢\uFFF9かん\uFFFB', 'U+FFF9'],
    ['よろしく😀', '「😀」'],
    ['文字\uFFFD', '文字化け'],
    ['文字\uD83D', '文字化け'],
  ])('is refused beside its field where it has %j, which the message names', (typed, named) => {
    for (const field of ['name', 'reason', 'q']) {
      const reading = read({ [field]: typed });
      expect(reading).toMatchObject({
        ok: false,
        errors: [{ field, message: expect.stringContaining(named) as string }],
      });
    }
  });

  it('says what the schema says first', () => {
    const strict = form(z.object({ code: z.string().regex(/^\d+$/, '数字だけです。') }), { code: { label: '番号' } });
    expect(strict.read({ code: '1😀' })).toMatchObject({ errors: [{ field: 'code', message: '数字だけです。' }] });
  });

  it('leaves passwords, choices and hidden values as they were sent', () => {
    const sent = { password: ' か\u3099⻄\u200B ', token: '⻄\u200Bx', state: 'a' };
    expect(read(sent)).toMatchObject({ ok: true, value: sent });
  });

  it('is the same when it is read again, and has nothing in it that turns or hides text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
        const first = read({ reason: typed });
        if (!first.ok) return;
        expect(read({ reason: first.value.reason })).toMatchObject({ ok: true, value: { reason: first.value.reason } });
        expect(first.value.reason).not.toMatch(/\p{Bidi_Control}|\p{Default_Ignorable_Code_Point}|\p{M}{3}/u);
        expect(first.values['reason']).toBe(first.value.reason);
      }),
    );
  });
});

it('A limit counts characters and not the units of UTF-16', () => {
  const limited = form(z.object({ name: z.string().check(atMost(5)) }), { name: { label: '名前' } });
  expect(limited.read({ name: '𠮷野屋さ𠮷' })).toMatchObject({ ok: true });
  expect(limited.read({ name: '𠮷野屋さんへ' })).toMatchObject({
    errors: [{ field: 'name', message: '名前は5文字以内で入力してください。いまは6文字で、1文字多くなっています。' }],
  });
});
