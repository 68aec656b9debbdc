import { loginIdAsked } from './accounts/login-id.question.js';
import { rejectionMailAsked } from './notifications/rejection-mail.question.js';
import type { QuestionContract } from './define-question.js';

/** Every question that a service may ask another. */
export const questions = [loginIdAsked, rejectionMailAsked] as const satisfies readonly QuestionContract[];
