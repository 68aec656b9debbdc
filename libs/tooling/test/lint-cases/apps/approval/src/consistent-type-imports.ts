import { Approval } from './clean.js';

export const first = (approval: Approval) => [approval];
