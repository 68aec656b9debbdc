import { jest } from '@jest/globals';

jest.mock('./clean.js');
