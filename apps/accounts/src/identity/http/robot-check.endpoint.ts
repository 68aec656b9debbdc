import { Get, Header, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Endpoint, RobotCheck } from '@todoke/web';

/** The challenge of the robot check that ends a pause of sign-ins and resets. */
@ApiTags('sign-in')
@Endpoint('robot-check', { roles: 'everybody' })
export class RobotCheckEndpoint {
  constructor(private readonly robotCheck: RobotCheck) {}

  @Get()
  @ApiOperation({ summary: 'A new challenge, valid once and for twenty minutes' })
  @Header('cache-control', 'no-store')
  challenge(@Query('level') level: unknown): Promise<object> {
    return this.robotCheck.challenge(level);
  }
}
