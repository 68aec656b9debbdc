import { eventually } from '@todoke/testing';
import { subjects } from '@todoke/testing/people';
import { Applicant } from '../src/applicant.js';
import { guidanceFor, mailTo } from '../src/inbox.js';
import { Official } from '../src/official.js';
import { newAddress, samplePharmacy } from '../src/samples.js';
import { Secretariat } from '../src/secretariat.js';
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
  let number: string;
  let clicked: string;

  it('leads from the click on 申請する through the services to the mail', async () => {
    const before = new Set(spans().map(({ traceId }) => traceId));
    number = await new Applicant((await visitor()).tab, address).applies(samplePharmacy());
    await mailTo(address, subjects.received);
    const submitted = 'registration.application-submitted.v1';
    const click = 'registration: POST /user-Registration-Form/confirm';
    await eventually(() => {
      const all = spans();
      const sent = all.find(({ name, traceId }) => name === 'send M2' && !before.has(traceId));
      if (sent === undefined) throw new Error('M2 has no span yet');
      const trace = all.filter(({ traceId }) => traceId === sent.traceId);
      const processed = trace.filter(({ name }) => name === `process ${submitted}`);
      expect(processed.map(({ service }) => service).sort()).toEqual(['approval', 'notifications', 'reporting']);
      clicked = sent.traceId;
      for (const path of [sent, ...processed].map((span) => ancestry(span, trace))) {
        expect(path.at(-1)).toBe(click);
        expect(path).toContain(`registration: publish ${submitted}`);
      }
    });
  });

  it('goes on to mail ②, through accounts, though an official’s click and the secretariat’s lie between', async () => {
    const official = new Official((await visitor()).tab, '46');
    await official.signsIn();
    await official.approves(number);
    const secretariat = new Secretariat((await visitor()).tab);
    await secretariat.signsIn();
    await secretariat.confirms(number);
    await guidanceFor(address);
    await eventually(() => {
      const trace = spans().filter(({ traceId }) => traceId === clicked);
      const sent = trace.find(({ name }) => name === 'send M5');
      const path = sent === undefined ? [] : ancestry(sent, trace);
      expect(path).toEqual([
        'notifications: send M5',
        'notifications: process accounts.account-issued.v1',
        'accounts: publish accounts.account-issued.v1',
        ...path.slice(3, -2),
        'registration: publish registration.application-submitted.v1',
        'registration: POST /user-Registration-Form/confirm',
      ]);
    });
  });

  it('is what the decisions between are linked to, each the trace of its own click', async () => {
    await eventually(() => {
      const all = spans();
      const linked = all.filter(({ links }) => links.some(({ traceId }) => traceId === clicked));
      const told = linked.map(({ service, name }) => `${service}: ${name}`);
      const approved = 'process approval.application-approved.v1';
      expect(told).toEqual(
        expect.arrayContaining(['approval: publish approval.application-approved.v1', `accounts: ${approved}`]),
      );
      expect(told).toContain('notifications: process accounts.pre-notice-wanted.v1');
      for (const span of linked) {
        expect(span.traceId).not.toBe(clicked);
        const trace = all.filter(({ traceId }) => traceId === span.traceId);
        expect(ancestry(span, trace).at(-1)).toMatch(/^(approval|accounts): POST \//);
      }
    });
  });

  it('names routes, not addresses, and holds nothing personal', () => {
    const written = JSON.stringify(spans());
    expect(written).toContain('/user-Registration-Form/confirm');
    expect(written).not.toContain(address);
    expect(written).not.toContain('localhost');
    expect(written).not.toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
  });
});
