import { Get, Header } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Endpoint } from '@todoke/web';
import { urls } from '../pages/user-Registration-Form/urls.js';
import { RobotCheck } from '../robot-check/robot-check.js';

/** The challenge that the robot check's widget requests (R10, R11). */
@ApiTags('form')
@Endpoint(urls.robotCheck, { roles: 'everybody' })
export class RobotCheckEndpoint {
  constructor(private readonly robotCheck: RobotCheck) {}

  @Get()
  @ApiOperation({ summary: 'A new challenge, valid once and for twenty minutes' })
  @Header('cache-control', 'no-store')
  challenge(): Promise<object> {
    return this.robotCheck.challenge();
  }
}
