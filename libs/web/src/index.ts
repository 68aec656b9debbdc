export { createWebApp } from './web-app.js';
export { signInOptions, webOptions, webSettings } from './settings.js';
export type { NavigationItem, WebAppOptions } from './options.js';
export { menu } from './menu/menu.js';
export { Page, page, redirect, PageView, Redirect } from './pages/page.js';
export { partial, template, type View } from './pages/template.js';
export { tableView, telephoneCell, type Cell } from './pages/views.js';
export { ListPage, type PersonsList } from './lists/list-page.js';
export { list, type List } from './lists/list.js';
export { csvFile } from './lists/csv-file.js';
export { fileOf } from './lists/whole-file.js';
export {
  changesIn,
  mergeChanges,
  readAutosave,
  seenIn,
  type Autosave,
  type AutosaveAnswer,
  type Conflict,
  type FieldValues,
} from './autosave/autosave.js';
export type { Counted, Fragment, ListColumn, ListScope, Searched } from './lists/declaration.js';
export type { ListGlance } from './lists/show.js';
export { atMost } from './forms/at-most.js';
export { day } from './forms/day.js';
export { form, type FormValues } from './forms/form.js';
export { queriedText, sentText } from './forms/read-body.js';
export type { FieldError } from '@todoke/service';
export { endSession } from './sessions/sessions.js';
export type { WebReply, WebRequest } from './sessions/web-session.js';
export { Admits, Endpoint } from '@todoke/service';
export { clientOf } from './edges/client.js';
export { hardestCheck, RobotCheck, type SolvedCheck } from './robot-check/robot-check.js';
export { robotCheckEndpoint } from './robot-check/robot-check.endpoint.js';
export {
  robotCheckAssets,
  robotCheckScripts,
  robotCheckStyles,
  robotCheckView,
} from './robot-check/robot-check-view.js';
export type { ApiPart } from './edges/api-documents.js';
export { generalDetail, problemTitle } from './edges/problem-document.js';
export { routesOf } from './edges/routes.js';
export { fileOfField, type UploadedFile } from './uploads/uploads.js';
export { cookieName } from './cookies/host-cookies.js';
export { AccessTokens } from './sign-in/access-tokens.js';
export { CurrentPerson } from './sign-in/current-person.js';
export { SignInModule, type SignInOptions } from './sign-in/sign-in.module.js';
