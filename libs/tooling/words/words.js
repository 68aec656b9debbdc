/**
 * One word for one thing, in all that people read. `wrong` is what must not be written, `right` what is written
 * instead, `names` are labels and subjects that the requirements give in another spelling: they stand as they are.
 */
export const words = [
  { right: 'ログイン', wrong: /サインイン/g, names: [] },
  { right: 'ログアウト', wrong: /サインアウト|ログオフ/g, names: [] },
  { right: 'ブラウザ', wrong: /ブラウザー/g, names: [] },
  {
    right: 'お問い合わせ',
    wrong: /お?問合せ|お?問合わせ|お問いあわせ|お問い合せ/g,
    // R149, the subject of M8, and the name of M8 (R166).
    names: ['新規お問合せ', 'お問合せへの回答のお知らせ', '問合せ回答'],
  },
  { right: 'ユーザ', wrong: /ユーザー/g, names: [] },
  { right: 'サーバ', wrong: /サーバー/g, names: [] },
  { right: 'フォルダ', wrong: /フォルダー/g, names: [] },
];
