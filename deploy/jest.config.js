import { jest } from '@todoke/tooling/jest';

/** Builds and starts the containers of docker-compose.yml, so it is no part of `npm test`: npm run test:compose */
export default jest({ testTimeout: 60 * 60_000, maxWorkers: 1 });
