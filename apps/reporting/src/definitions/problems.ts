import { defineProblems } from '@todoke/service';

/** Every refusal of this module. */
export const problems = defineProblems({
  formMissing: { kind: 'missing', text: 'お探しの調査は見つかりません。' },
  versionMissing: { kind: 'missing', text: 'お探しの版は見つかりません。' },
  nothingDrafted: {
    kind: 'conflict',
    text: '公開する下書きがありません。画面を開き直して、現在の状態をご確認ください。',
  },
  publishedMeanwhile: {
    kind: 'conflict',
    text: 'ほかの人が先に新しい版を公開しました。画面を開き直して、内容をご確認ください。',
  },
});
