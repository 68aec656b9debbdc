/**
 * Forms as data: definitions, what was answered, what follows from it. Nothing here reads a clock, a database or a
 * request.
 */
export { answerText } from './answer-text.js';
export type { FormDefinition, Item, PlainItem, Section } from './definition.js';
export { optionsOf } from './definition.js';
export type { Form } from './form.js';
export { Forms, loadForms } from './forms.js';
export { definitionOf, formOf } from './validate.js';
export { judge, refusalsOf, type Judgement } from './judge.js';
export { inputTexts, readAnswers, textsToKeep, type AnswersReading, type Texts } from './read-answers.js';
export { otherThan } from './other-author.js';
export { readTexts, type Read } from './read-texts.js';
export { settled } from './settle.js';
export { startingValues, withSectionOf } from './starting-values.js';
export type { Value, Values } from './values.js';
