import { Page } from '@todoke/web';

@Page('applications', { roles: ['secretariat'] })
export class ApplicationsController {}
