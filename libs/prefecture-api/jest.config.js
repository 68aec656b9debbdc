import { jest } from '@todoke/tooling/jest';

export default jest();
