import { applicationFields, applicationSchema, type Application, type ApplicationKey } from '../src/index.js';

/** What an applicant types, from the examples of the fields. */
export const typed = (changes: Partial<Record<ApplicationKey, unknown>> = {}): Record<string, unknown> => ({
  ...Object.fromEntries(Object.entries(applicationFields).map(([key, { example }]) => [key, example])),
  ...changes,
});

/** The messages by item; '' holds those about the whole. Empty if the input is accepted. */
export function refusals(input: unknown): Record<string, string[]> {
  const result = applicationSchema.safeParse(input);
  const messages: Record<string, string[]> = {};
  for (const { path, message } of result.error?.issues ?? []) (messages[path.join('.')] ??= []).push(message);
  return messages;
}

/** The stored application. Throws if it is refused. */
export const accepted = (changes: Partial<Record<ApplicationKey, unknown>> = {}): Application =>
  applicationSchema.parse(typed(changes));
