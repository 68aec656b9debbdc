import type { NatsConnection } from '@nats-io/transport-node';
import { type AskedOf, loginIdAsked } from '@todoke/events';
import { correlation, type Problem } from '@todoke/service';
import { connectToNats, eventually, freshNats, type FreshNats } from '@todoke/testing';
import { answering, answersOf } from '../src/index.js';
import { serviceUnderTest, type ServiceUnderTest } from './service-under-test.js';

const subject = loginIdAsked.subject;
const asked: AskedOf<typeof loginIdAsked> = {
  asker: { person: 'official-46', role: 'prefecture', prefecture: '46' },
  institution: 'one',
  check: 'check-1',
};
const found = { outcome: 'found', loginId: 'k4mp2x7q', state: 'active' } as const;
/** Milliseconds: long enough for an answer on a slow machine. */
const patient = 20_000;

let nats: FreshNats;
const running: ServiceUnderTest[] = [];

beforeAll(async () => {
  nats = await freshNats();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.remove()));
});
afterAll(() => nats.close());

const started = async (...[service, ...rest]: Parameters<typeof serviceUnderTest>): Promise<ServiceUnderTest> => {
  const made = await serviceUnderTest(service, ...rest);
  running.push(made);
  await made.start();
  return made;
};
const asking = (answeredWithin = patient): Promise<ServiceUnderTest> =>
  started('approval', nats.urlFor('approval'), [], undefined, { answeredWithin });
const answered = (
  answer: Parameters<typeof answering<typeof loginIdAsked>>[1],
  parts?: () => unknown,
): Promise<ServiceUnderTest> =>
  started('accounts', nats.urlFor('accounts'), [], parts, { answers: [answering(loginIdAsked, answer)] });

/** Asks until the other side has subscribed. */
const answerTo = (service: ServiceUnderTest): Promise<unknown> =>
  eventually(() => service.questions().ask(loginIdAsked, asked));

const refusal = (service: ServiceUnderTest): Promise<unknown> =>
  service
    .questions()
    .ask(loginIdAsked, asked)
    .catch((error: unknown) => error);

/** Something that happens once. */
function signal(): { readonly given: Promise<void>; give(): void } {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => (give = resolve));
  return { given, give: () => give() };
}

/** Somebody else who answers in the place of accounts, as it likes. */
async function inPlaceOfAccounts(
  reply: (question: { respond(payload: string): void }) => void,
): Promise<NatsConnection> {
  const connection = await connectToNats(nats.urlFor('accounts'));
  connection.subscribe(subject, { callback: (_error, question) => reply(question as never) });
  await connection.flush();
  return connection;
}

describe('a question to another service', () => {
  it('is answered, with the parts of who answers, in the correlation of who asks (R163)', async () => {
    const heard: unknown[] = [];
    await answered(
      async (question, parts) => {
        heard.push(question, parts, correlation.current().correlationId);
        return found;
      },
      () => 'parts',
    );
    const desk = await asking();
    const answer = await correlation.run({ correlationId: 'call-1' }, () => answerTo(desk));
    expect(answer).toEqual(found);
    expect(heard).toEqual([asked, 'parts', 'call-1']);
  });

  it('repeated is answered again', async () => {
    let times = 0;
    await answered(async () => {
      times += 1;
      return found;
    });
    const desk = await asking();
    await answerTo(desk);
    await answerTo(desk);
    expect(times).toBe(2);
  });

  it('reaches one of several processes', async () => {
    let times = 0;
    const answer = async () => {
      times += 1;
      return found;
    };
    await answered(answer);
    await answered(answer);
    const desk = await asking();
    await answerTo(desk);
    for (let count = 1; count < 10; count += 1) await answerTo(desk);
    expect(times).toBe(10);
  });

  it('carries nothing that its contract does not have, in either direction', async () => {
    const heard: object[] = [];
    await answered(async (question) => {
      heard.push(question);
      return { ...found, passwordHash: 'secret' };
    });
    const desk = await asking();
    const more = { ...asked, note: 'private' };
    await answerTo(desk);
    expect(await desk.questions().ask(loginIdAsked, more)).toEqual(found);
    expect(heard.at(-1)).toEqual(asked);
  });

  it('that nobody answers is refused as unavailable, in words for the reader', async () => {
    const desk = await asking();
    const problem = await refusal(desk);
    expect(problem).toMatchObject({ code: 'unanswered', kind: 'unavailable', status: 503 });
    expect((problem as Problem).text).toBe('ただいま確認できません。しばらくたってから、もう一度お試しください。');
  });

  it('while NATS is unavailable is refused in time', async () => {
    const desk = await started('approval', 'nats://127.0.0.1:9', [], undefined, { answeredWithin: 200 });
    expect(await refusal(desk)).toMatchObject({ kind: 'unavailable' });
  });

  it('that is answered too late is refused, and the late answer belongs to no other question', async () => {
    const held: { respond(payload: string): void }[] = [];
    const other = await inPlaceOfAccounts((question) => void held.push(question));
    const desk = await asking(500);
    expect(await refusal(desk)).toMatchObject({ kind: 'unavailable' });
    const next = desk.questions().ask(loginIdAsked, { ...asked, institution: 'two' });
    next.catch(() => undefined);
    held[0]?.respond(JSON.stringify(found));
    await expect(next).rejects.toMatchObject({ kind: 'unavailable' });
    await other.close();
  });

  it.each([
    ['no JSON', 'x'],
    ['another answer', JSON.stringify({ outcome: 'maybe' })],
    ['an answer without its login ID', JSON.stringify({ outcome: 'found', state: 'active' })],
  ])('that is answered with %s is refused, and nothing of it is told', async (_, payload) => {
    const other = await inPlaceOfAccounts((question) => question.respond(payload));
    const desk = await asking();
    const problem = (await refusal(desk)) as Problem;
    expect(problem).toMatchObject({ kind: 'unavailable', detail: `${subject}: malformed answer` });
    await other.close();
  });

  it('whose answer fails is refused at once, and the next one is answered', async () => {
    let fails = true;
    await answered(async () => {
      if (fails) throw new Error('k4mp2x7q');
      return found;
    });
    const desk = await asking();
    await eventually(async () => {
      const problem = (await refusal(desk)) as Problem;
      expect(problem).toMatchObject({ kind: 'unavailable', detail: `${subject}: reply 500` });
    });
    fails = false;
    expect(await refusal(desk)).toEqual(found);
  });

  it('that is none is refused by who answers, and does not reach its module', async () => {
    const heard: unknown[] = [];
    await answered(async (question) => {
      heard.push(question);
      return found;
    });
    const desk = await asking();
    await answerTo(desk);
    const none = desk.questions().ask(loginIdAsked, { institution: 'one' } as never);
    await expect(none).rejects.toMatchObject({ detail: `${subject}: reply 400` });
    expect(heard).toEqual([asked]);
  });

  it('under way is answered before the service ends', async () => {
    const begun = signal();
    const released = signal();
    const accounts = await answered(async (question) => {
      if (question.institution === 'slow') {
        begun.give();
        await released.given;
      }
      return found;
    });
    const desk = await asking();
    await answerTo(desk);
    const slow = desk.questions().ask(loginIdAsked, { ...asked, institution: 'slow' });
    await begun.given;
    const stopped = accounts.stop();
    released.give();
    await stopped;
    expect(await slow).toEqual(found);
  });

  it('is counted by its outcome', async () => {
    const accounts = await answered(async () => found);
    const desk = await asking();
    await answerTo(desk);
    const labels = `question="${subject}",outcome="answered"`;
    expect(await desk.metrics()).toContain(`questions_asked_seconds_count{${labels}} 1`);
    expect(await accounts.metrics()).toContain(`questions_answered_seconds_count{${labels}} 1`);
  });
});

it('two rows for one question are refused', () => {
  const row = answering(loginIdAsked, async () => found);
  expect(answersOf([row])).toEqual([subject]);
  expect(() => answersOf([row, row])).toThrow(`${subject} is answered twice`);
});
