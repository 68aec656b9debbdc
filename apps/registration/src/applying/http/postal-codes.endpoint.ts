import { addressLine, lookUpPostalCode } from '@todoke/application-form';
import { Get, Header, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Endpoint } from '@todoke/web';
import { urls } from '../pages/user-Registration-Form/urls.js';

/** 郵便番号 → addresses, for the form's script. The same look-up as the form's button; no personal data. */
@ApiTags('form')
@Endpoint(urls.postalCodes, { roles: 'everybody' })
export class PostalCodesEndpoint {
  @Get(':code')
  @ApiOperation({ summary: 'Addresses of a postal code; several where a code is shared' })
  @Header('cache-control', 'public, max-age=86400')
  find(@Param('code') code: string): object {
    const found = lookUpPostalCode(code);
    if (found.kind !== 'found') return found;
    const addresses = found.addresses.map((address) => ({ ...address, line: addressLine(address) }));
    return { kind: 'found', addresses };
  }
}
