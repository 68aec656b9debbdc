import { identityVersion, matchKey } from '@todoke/japan';
import type { Running } from './running.js';

/** An institution of a test; what is left out is that of サンプル薬局 in 鹿児島市. */
export interface Sample {
  readonly id: string;
  readonly name?: string;
  readonly type?: string;
  readonly prefecture?: string;
  readonly municipalityCode?: string | null;
  readonly municipality?: string;
  readonly location?: string;
  readonly phone?: string;
  readonly institutionCode?: string;
  readonly insuranceCode?: string;
  readonly permissions?: readonly string[];
  readonly hasAccount?: boolean;
  readonly area?: { readonly code: string; readonly name: string };
  readonly knownSince?: string;
}

/** Puts institutions into 医療機関マスタ as events would. */
export async function putInstitutions(service: Pick<Running, 'ask'>, samples: readonly Sample[]): Promise<void> {
  const rows = samples.map(({ name = 'サンプル薬局', area, ...sample }) => ({
    version: 1,
    name,
    type: 'pharmacy',
    prefecture: '46',
    municipalityCode: '46201',
    municipality: '鹿児島市',
    location: '鹿児島県鹿児島市鴨池新町１０番１号',
    phone: '0992862707',
    permissions: ['pharmacy'],
    hasAccount: false,
    knownSince: '2020-01-01',
    area: area?.code ?? '',
    areaName: area?.name ?? '',
    areaPlan: area === undefined ? '' : '8',
    searchKey: matchKey(name),
    searchKeyVersion: identityVersion,
    ...sample,
  }));
  await service.ask(
    `INSERT INTO reporting.institutions (id, version, name, type, prefecture, municipality_code, municipality, location,
       phone, institution_code, insurance_code, permissions, has_account, known_since, area, area_name, area_plan,
       search_key, search_key_version)
     SELECT id, version, name, type, prefecture, "municipalityCode", municipality, location, phone, "institutionCode",
       "insuranceCode", permissions, "hasAccount", "knownSince", area, "areaName", "areaPlan", "searchKey",
       "searchKeyVersion"
     FROM jsonb_to_recordset($1::jsonb) AS sample (id text, version int, name text, type text, prefecture text,
       "municipalityCode" text, municipality text, location text, phone text, "institutionCode" text,
       "insuranceCode" text, permissions text[], "hasAccount" boolean, "knownSince" date, area text, "areaName" text,
       "areaPlan" text, "searchKey" text, "searchKeyVersion" int)`,
    [JSON.stringify(rows)],
  );
}
