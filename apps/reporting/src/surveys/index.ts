/** The public interface of this module: who owes an answer, the last answers, and what home shows of surveys. */
export { stateOf } from './domain/answer.js';
export { answerPath, type Jurisdiction, jurisdictionOf } from './domain/respondent.js';
export { presentRound } from './domain/round.js';
export { findSurvey, formOf, formOn } from './forms.js';
export { surveysOnHome, surveysOnHomeStyles } from './pages/on-home.js';
export { latestRows } from './persistence/latest-rows.js';
export { owing, type Owing } from './persistence/owing.js';
export { placeWord, roundName, stateTags } from './words.js';
