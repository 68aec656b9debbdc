import { jest } from '@todoke/tooling/jest';

export default jest({ servers: true });
