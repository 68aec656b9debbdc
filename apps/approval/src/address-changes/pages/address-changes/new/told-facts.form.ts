import { mailAddressItem } from '@todoke/application-form';
import { readInstitutionCode } from '@todoke/japan';
import { form } from '@todoke/web';
import { z } from 'zod';

const labels = {
  institutionName: '報告機関名',
  institutionCode: '機関コード',
  oldAddress: '変更前メールアドレス',
  newAddress: '変更後メールアドレス',
} as const;

/** As the two addresses are asked for. */
function written(label: string) {
  const message = `「${label}」を入力してください。`;
  return z.string(message).min(1, message).max(200);
}

const schema = z
  .object({
    institutionName: written(labels.institutionName),
    institutionCode: written(labels.institutionCode).transform(readInstitutionCode),
    oldAddress: mailAddressItem(labels.oldAddress),
    newAddress: mailAddressItem(labels.newAddress),
    shared: z.boolean(),
  })
  .superRefine(({ oldAddress, newAddress }, context) => {
    if (oldAddress.toLowerCase() !== newAddress.toLowerCase()) return;
    const message = '変更前と変更後のメールアドレスが同じです。変更後のメールアドレスを入力してください。';
    context.addIssue({ code: 'custom', path: ['newAddress'], message });
  });

/** The four facts of R59 that the institution tells the desk. */
export const toldFactsForm = form(schema, {
  institutionName: {
    label: labels.institutionName,
    required: true,
    width: 'long',
    autocomplete: 'off',
  },
  institutionCode: {
    label: labels.institutionCode,
    required: true,
    width: 'medium',
    autocomplete: 'off',
    hint: '保険機関コードでも探せます。分からない場合は、機関コード検索で調べてください。',
  },
  oldAddress: {
    label: labels.oldAddress,
    input: 'email',
    required: true,
    width: 'long',
    autocomplete: 'off',
    hint: 'アカウントに登録されているメールアドレスと同じでなければ、変更できません。',
  },
  newAddress: {
    label: labels.newAddress,
    input: 'email',
    required: true,
    width: 'long',
    autocomplete: 'off',
    hint: '機関の担当者が受け取れるメールアドレスを、機関に確かめてから入力してください。',
  },
  shared: {
    label: 'ほかの機関と共用するメールアドレスです',
    input: 'checkbox',
    hint: '同じ法人などで、ほかの機関のアカウントと同じメールアドレスを使う場合に選びます。',
  },
});
