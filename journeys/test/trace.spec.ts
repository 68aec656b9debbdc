import { eventually } from '@todoke/testing';
import { Applicant } from '../src/applicant.js';
import { mailTo, subjects } from '../src/inbox.js';
import { newAddress, samplePharmacy } from '../src/samples.js';
import { spans, type Span } from '../src/spans.js';
import { everybodyLeaves, visitor } from '../src/visitor.js';

afterAll(everybodyLeaves);

/** The span and those above it, the nearest first. */
function ancestry(span: Span, all: readonly Span[]): string[] {
  const above = all.find(({ spanId, traceId }) => spanId === span.parentSpanId && traceId === span.traceId);
  return [`${span.service}: ${span.name}`, ...(above === undefined ? [] : ancestry(above, all))];
}

describe('one trace', () => {
  const address = newAddress('trace');

  it('leads from the click on 申請する through the services to the mail', async () => {
    const before = new Set(spans().map(({ traceId }) => traceId));
    await new Applicant((await visitor()).tab, address).applies(samplePharmacy());
    await mailTo(address, subjects.received);
    const submitted = 'registration.application-submitted.v1';
    const click = 'registration: POST /user-Registration-Form/confirm';
    const paths = await eventually(() => {
      const all = spans();
      const sent = all.find(({ name, traceId }) => name === 'send M2' && !before.has(traceId));
      if (sent === undefined) throw new Error('M2 has no span yet');
      const trace = all.filter(({ traceId }) => traceId === sent.traceId);
      const processed = trace.filter(({ name }) => name === `process ${submitted}`);
      expect(processed.map(({ service }) => service).sort()).toEqual(['approval', 'notifications', 'reporting']);
      return [sent, ...processed].map((span) => ancestry(span, trace));
    });
    for (const path of paths) {
      expect(path.at(-1)).toBe(click);
      expect(path).toContain(`registration: publish ${submitted}`);
    }
  });

  it('names routes, not addresses, and holds nothing personal', () => {
    const written = JSON.stringify(spans());
    expect(written).toContain('/user-Registration-Form/confirm');
    expect(written).not.toContain(address);
    expect(written).not.toContain('localhost');
    expect(written).not.toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
  });
});
