import { ApiRefusal, applicationsSince, prefectureApi } from '@todoke/prefecture-api';
import { systems, withSystems } from './api-calls.js';
import { cellsOf, fileOf } from './proxy-csv.js';
import type { Running } from './running.js';
import { clinic, waiting } from './samples.js';

let service: Running;
beforeAll(async () => {
  service = await withSystems();
});
afterAll(() => service.stop());

describe('the published client', () => {
  it('reads, decides and files as its types say (R46, R64, R74)', async () => {
    await service.open(waiting(), waiting('APF-00000002', clinic));
    const { clientId } = systems[0]!;
    const api = prefectureApi({
      address: service.url,
      tokenUrl: `${(service.settings as { OIDC_ISSUER: string }).OIDC_ISSUER}/token`,
      clientId,
      clientSecret: 'only for tests, and longer than needed',
    });
    const { applications, resumeCursor } = await applicationsSince(api);
    expect(applications.map(({ number, status }) => [number, status])).toEqual([
      ['APF-00000001', 'waiting'],
      ['APF-00000002', 'waiting'],
    ]);
    expect(await api.approveApplication({ number: 'APF-00000001' })).toMatchObject({ status: 'approved' });
    const late = await api
      .rejectApplication({ number: 'APF-00000001', body: { reason: '誤り' } })
      .catch((error: unknown) => error);
    expect(late).toBeInstanceOf(ApiRefusal);
    expect((late as ApiRefusal).code).toBe('already-decided');
    const { items } = await api.getApplication({ number: 'APF-00000002' });
    const filed = await api.fileApplication({ body: { ...items, institutionName: '別の診療所' } });
    const report = await api.importApplications({ body: fileOf([cellsOf(1)]) });
    expect(report.filed).toBe(1);
    expect((await api.listMails({ applicationNumber: filed.number })).mails).toEqual([]);
    const changed = await applicationsSince(api, resumeCursor);
    expect(changed.applications.map(({ number }) => number).sort()).toEqual(
      ['APF-00000001', filed.number, report.rows[0]?.number].sort(),
    );
  });
});
