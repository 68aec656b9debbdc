import { Injectable } from '@nestjs/common';
import type { ServiceSettings } from './environment.js';

/** Where a service answers with its figures and its documentation, which are for those who run it. */
@Injectable()
export class Operations {
  private at: number | 'every port' | 'no port' = 'every port';

  /** In production never at the public port, also where nobody named another. */
  standAt({ OPERATIONS_PORT: port, NODE_ENV }: Partial<Pick<ServiceSettings, 'OPERATIONS_PORT' | 'NODE_ENV'>>): void {
    this.at = port ?? (NODE_ENV === 'production' ? 'no port' : 'every port');
  }

  /** @param port of this service at which the request came in */
  answerAt(port: number | undefined): boolean {
    return this.at === 'every port' || this.at === port;
  }
}
