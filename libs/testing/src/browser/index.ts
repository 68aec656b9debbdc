/** A separate entry, because loading it takes longer than most tests do. */
export { launchBrowser, leadsOn, newVisit, type Visit } from './launch-browser.js';
export { expectAccessible } from './accessibility.js';
export { expectGoodPage, expectQuiet } from './expect-page.js';
export { desktop, expectFits, expectFitsPhone, phone, screenshots } from './screenshots.js';
