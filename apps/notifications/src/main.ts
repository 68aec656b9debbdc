import '@todoke/service/tracing';
import 'reflect-metadata';
import { notifications } from './notifications.service.js';

await notifications.run();
