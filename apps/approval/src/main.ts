import '@todoke/service/tracing';
import 'reflect-metadata';
import { approval } from './approval.service.js';

await approval.run();
