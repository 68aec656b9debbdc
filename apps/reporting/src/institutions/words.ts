/** Whether somebody can sign in for an institution. */
export const accountWord = (hasAccount: boolean): string => (hasAccount ? 'あり' : 'なし');

/** Where the medical areas are from, wherever they are shown. */
export const areaSource = '二次医療圏は「国土数値情報（医療圏データ）（国土交通省）」を加工したものです。';
