import { applicationClosed, applicationSubmitted } from '@todoke/events';
import { type Hearing, hearsOf, on } from '../src/index.js';

interface Parts {
  readonly settings: { readonly greeting: string };
}

const note = () => on.each(applicationSubmitted, async () => undefined);
const noteAll = () => on.batch([applicationSubmitted, applicationClosed], async () => undefined);

describe('who hears what', () => {
  it('is data: each module’s subjects, without what it ignores', () => {
    const modules = { reviews: [note(), on.ignore(applicationClosed)], counting: [noteAll()], empty: [] };
    expect(hearsOf(modules)).toEqual({
      reviews: [applicationSubmitted.subject],
      counting: [applicationClosed.subject, applicationSubmitted.subject],
      empty: [],
    });
  });

  it('is refused where a module has two rows for one event, and allowed where two modules have one', () => {
    expect(() => hearsOf({ desk: [note(), noteAll()] })).toThrow(
      'desk: registration.application-submitted.v1 has two rows',
    );
    expect(() => hearsOf({ desk: [note()], reviews: [note()] })).not.toThrow();
  });
});

it('a table is data, and its reactions know the types of their events and parts', () => {
  const table: readonly Hearing<object, Parts>[] = [
    on.each(
      applicationSubmitted,
      async ({ data }, _transaction, { settings }) => void `${settings.greeting} ${data.items.institutionName}`,
    ),
    on.batch([applicationClosed], async (events) => void events.map(({ data }) => data.reason)),
    on.batch([applicationSubmitted, applicationClosed], async (events) => {
      for (const event of events)
        void (event.subject === applicationClosed.subject ? event.data.reason : event.data.items);
    }),
    on.ignore(applicationClosed),
  ];
  expect(table.map(({ takes }) => takes)).toEqual(['one', 'many', 'many', 'none']);
});
