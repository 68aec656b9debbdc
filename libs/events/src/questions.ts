import { loginIdAsked } from './accounts/login-id.question.js';
import type { QuestionContract } from './define-question.js';

/** Every question that a service may ask another. */
export const questions = [loginIdAsked] as const satisfies readonly QuestionContract[];
