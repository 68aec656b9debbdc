/** A separate entry, because loading the robot check's library takes longer than most tests do. */
export { usesAccount } from './account-holder.js';
export { Applicant } from './applicant.js';
export { Clerk, numbersIn, prefectureDesk, secretariatDesk } from './clerk.js';
export { crowdSettings } from './crowd-settings.js';
export { fullWidth, institution, type Institution } from './institutions.js';
export { LetterBox, type Letter } from './letter-box.js';
export { codeIn, type Guidance, guidanceIn, subjects } from './letters.js';
export { solvedRobotCheck } from './robot-check.js';
export { Troubles } from './troubles.js';
