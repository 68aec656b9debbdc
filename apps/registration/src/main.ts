import '@todoke/service/tracing';
import 'reflect-metadata';
import { registration } from './registration.service.js';

await registration.run();
