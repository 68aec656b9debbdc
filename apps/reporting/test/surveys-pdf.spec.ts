import { textOfPdf } from '@todoke/testing';
import { type Running, staffed } from './running.js';
import { answered, dailyAnswer, hospitals, today } from './surveyed.js';

let service: Running;
beforeAll(async () => {
  service = await staffed();
  await hospitals(service);
});
afterAll(() => service.stop());

describe('the PDF of an answer, for an approval', () => {
  it('has what stands in the form now, for its respondent alone', async () => {
    await answered(service, 'daily', today, 'i-1', { ...dailyAnswer, in_hospital: 1234 });
    const visitor = await service.visitor('institution');
    const file = await visitor.get(`/surveys/daily/${today}/pdf`);
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const text = textOfPdf(file.bytes);
    for (const told of ['日次調査', '一番病院', '1,234人', '欠員あり', '確認者：']) expect(text).toContain(told);
    expect((await visitor.get(`/surveys/daily/${today}-i-2/pdf`)).status).toBe(404);
    expect((await (await service.visitor('official-46')).get(`/surveys/daily/${today}-i-1/pdf`)).status).toBe(403);
  });
});
