import { defineConfig } from 'eslint/config';
import { eslint } from './eslint.js';

export default defineConfig({ ignores: ['test/lint-cases/', 'test/requirement-cases/'] }, eslint(import.meta.dirname));
