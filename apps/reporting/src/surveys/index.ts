/** The public interface of this module: who owes an answer, the last answers, and what home shows of surveys. */
export { surveysOnHome, surveysOnHomeStyles } from './pages/on-home.js';
export { owing, type Owing, type RoundOf } from './persistence/owing.js';
