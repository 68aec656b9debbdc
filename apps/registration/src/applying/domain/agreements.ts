import type { Agreement } from './draft.js';

/** The versions of 利用規約 and プライバシーポリシー that the page shows. Change them with the texts (R37, R38). */
export const agreements: Agreement = { terms: '2026-11-01', privacy: '2026-11-01' };
