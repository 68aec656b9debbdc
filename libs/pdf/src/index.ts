export { drawSheet, lackingIn, type LackingCharacters, type Sheet, type SheetSection } from './sheet.js';
