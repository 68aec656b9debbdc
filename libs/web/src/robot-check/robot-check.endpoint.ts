import { Get, Header, Query, type Type } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Endpoint } from '@todoke/service';
import { RobotCheck } from './robot-check.js';

/**
 * The endpoint at which the robot check's widget asks for its challenge (R10, R11), for `endpoints` of a module that
 * provides `RobotCheck`.
 * @param path its address at the service, which `robotCheckView` tells the widget
 */
export function robotCheckEndpoint(path: string): Type {
  @ApiTags('robot-check')
  @Endpoint(path, { roles: 'everybody' })
  class RobotCheckEndpoint {
    constructor(private readonly robotCheck: RobotCheck) {}

    @Get()
    @ApiOperation({ summary: 'A new challenge, valid once and for twenty minutes' })
    @Header('cache-control', 'no-store')
    challenge(@Query('level') level: unknown): Promise<object> {
      return this.robotCheck.challenge(level);
    }
  }
  return RobotCheckEndpoint;
}
