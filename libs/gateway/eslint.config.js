import { eslint } from '@todoke/tooling/eslint';

export default eslint(import.meta.dirname);
