import { DestinationsPage } from './destinations/destinations.page.js';
import { LoginPage } from './login/login.page.js';
import { PasswordPage } from './password/password.page.js';
import { PasswordResetPage } from './password-reset/password-reset.page.js';

export const identityPages = [LoginPage, PasswordPage, PasswordResetPage, DestinationsPage];
