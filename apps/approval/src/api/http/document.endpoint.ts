import { Get, Header, Inject } from '@nestjs/common';
import { SETTINGS } from '@todoke/service';
import { Endpoint } from '@todoke/web';
import { apiDocument } from '../openapi/document.js';
import { apiPath, type ApiSettings } from '../settings.js';

/** The document of the interface (OpenAPI 3.1), for those who program against it. */
@Endpoint(`${apiPath.slice(1)}/openapi.json`, { roles: 'everybody' })
export class DocumentEndpoint {
  constructor(@Inject(SETTINGS) private readonly settings: ApiSettings) {}

  @Get()
  @Header('cache-control', 'public, max-age=300')
  document(): object {
    return apiDocument(this.settings);
  }
}
