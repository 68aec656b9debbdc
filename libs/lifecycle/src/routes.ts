/** 申請方法 (R55): who filed the application. */
export const routes = ['self', 'proxy'] as const;
export type Route = (typeof routes)[number];

export const routeWords: Readonly<Record<Route, string>> = {
  self: '利用者による申請',
  proxy: '都道府県による代理申請',
};
