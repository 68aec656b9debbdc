import { Get, Header, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Endpoint, RobotCheck } from '@todoke/web';
import { urls } from '../pages/user-Registration-Form/urls.js';

/** The challenge that the robot check's widget requests (R10, R11). */
@ApiTags('form')
@Endpoint(urls.robotCheck, { roles: 'everybody' })
export class RobotCheckEndpoint {
  constructor(private readonly robotCheck: RobotCheck) {}

  @Get()
  @ApiOperation({ summary: 'A new challenge, valid once and for twenty minutes' })
  @Header('cache-control', 'no-store')
  challenge(@Query('level') level: unknown): Promise<object> {
    return this.robotCheck.challenge(level);
  }
}
