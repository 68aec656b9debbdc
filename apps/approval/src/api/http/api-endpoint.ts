import { applyDecorators, UseGuards, UseInterceptors } from '@nestjs/common';
import { Endpoint } from '@todoke/web';
import { apiPath } from '../settings.js';
import { ApiAnswers } from './answers.interceptor.js';
import { ApiGuard } from './api.guard.js';

/** Declares a controller of the interface. Each of its handlers says by `@Needs` what a token must allow. */
export const ApiEndpoint = (path: string): ClassDecorator =>
  applyDecorators(
    Endpoint(`${apiPath.slice(1)}/${path}`, { roles: 'machines' }),
    UseGuards(ApiGuard),
    UseInterceptors(ApiAnswers),
  );
