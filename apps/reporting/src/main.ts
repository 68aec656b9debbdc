import '@todoke/service/tracing';
import 'reflect-metadata';
import { reporting } from './reporting.service.js';

await reporting.run();
