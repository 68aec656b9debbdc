import { eslint } from './libs/tooling/eslint.js';

export default eslint(import.meta.dirname);
