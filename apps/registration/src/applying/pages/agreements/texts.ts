import { partial } from '@todoke/web';

/** The texts that applicants agree to (R37, R38). A changed text needs a new version in domain/draft.ts. */
partial('terms-text', import.meta.url, './terms-text.hbs');
partial('privacy-text', import.meta.url, './privacy-text.hbs');
