import { Controller } from '@nestjs/common';

@Controller('applications')
export class ApplicationsPage {}
