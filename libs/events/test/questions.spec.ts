import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asks, type QuestionContract, questions } from '../src/index.js';

const source = join(import.meta.dirname, '../src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.question.ts'),
);
const subjects: string[] = questions.map(({ subject }) => subject);
const fileOf = (subject: string): string => `${subject.replace(/^ask\./, '').replace('.', '/')}.question`;
/** Each example's fingerprint from the day on which its question was first asked. */
const fingerprints = JSON.parse(readFileSync(join(import.meta.dirname, 'frozen-questions.json'), 'utf8')) as Record<
  string,
  string
>;

interface Example {
  readonly asked: Record<string, unknown>;
  readonly answer: Record<string, unknown>;
}
const example = (subject: string): Example =>
  JSON.parse(readFileSync(join(source, `${fileOf(subject)}.example.json`), 'utf8')) as Example;
const fingerprintOf = (json: unknown): string =>
  createHash('sha256').update(JSON.stringify(json)).digest('hex').slice(0, 16);

describe('the questions between services', () => {
  it('have a file each, under the name that the subject says', () => {
    expect(subjects.map((subject) => `${fileOf(subject)}.ts`).sort()).toEqual(files.sort());
  });

  it('are each asked by somebody, and nobody asks another', () => {
    expect([...new Set(Object.values(asks).flat())].sort()).toEqual([...subjects].sort());
  });

  const all: [string, QuestionContract][] = questions.map((question) => [question.subject, question]);

  it.each(all)('%s still reads its frozen example', (subject, { asked, answer }) => {
    const frozen = example(subject);
    expect({ asked: asked.parse(frozen.asked), answer: answer.parse(frozen.answer) }).toEqual(frozen);
  });

  it.each(all)('%s ignores fields that it does not know', (subject, { asked, answer }) => {
    const frozen = example(subject);
    expect(asked.parse({ ...frozen.asked, later: 1 })).toEqual(frozen.asked);
    expect(answer.parse({ ...frozen.answer, later: 1 })).toEqual(frozen.answer);
  });

  it.each(all)('%s refuses what is no question and what is no answer', (_, { asked, answer }) => {
    expect(asked.safeParse({}).success).toBe(false);
    expect(answer.safeParse({}).success).toBe(false);
  });

  it('have only examples that are as they were: the other side may be of another release', () => {
    const now = subjects.map((subject) => [subject, fingerprintOf(example(subject))] as const);
    expect(Object.fromEntries(now)).toEqual(fingerprints);
  });
});
