import type { Route } from '../../persistence/applications.js';

/** R55: who applied. */
export const routeNames: Readonly<Record<Route, string>> = { self: '利用者による申請', proxy: '都道府県による代理申請' };
