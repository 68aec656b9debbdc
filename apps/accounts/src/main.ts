import '@todoke/service/tracing';
import 'reflect-metadata';
import { accounts } from './accounts.service.js';

await accounts.run();
