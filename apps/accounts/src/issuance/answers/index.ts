import type { Parts } from '@todoke/composition';
import { loginIdAsked } from '@todoke/events';
import { answering } from '@todoke/messaging';
import { TellLoginId } from '../actions/tell-login-id.js';

/** The questions of other services that this module answers. */
export const answers = [answering(loginIdAsked, (asked, { get }: Parts) => get(TellLoginId).run(asked))];
