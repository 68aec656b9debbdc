/** What names of made-up institutions consist of: a place or a family, and a mark before or after it, often none. */
export const stems = [
  '城山',
  '中央',
  '本町',
  '駅前',
  '旭',
  '大和',
  '若葉',
  '栄',
  '富士',
  '桜',
  '港',
  '山田',
  '佐藤',
  '伊藤',
  '谷山',
];
export const marks = ['第一', '新', '市立', 'みなと', 'ファミリー', 'こども', 'ハート', 'ライフ', '', '', '', ''];
