import { type EventOf, personChanged } from '@todoke/events';
import { codesOfArea } from '@todoke/japan';
import { on } from '@todoke/messaging';
import { isOfficialRole } from '../domain/colleague.js';
import { newestPeople } from '../persistence/people.js';

type PersonChanged = EventOf<typeof personChanged>;

/** The table of reactions: the officials who can sign in, as accounts announces them. */
export const reactions = [
  on.projection(personChanged, (events) => newestPeople(events.map(personIn)), {
    when: ({ data }) => isOfficialRole(data.role),
  }),
];

const personIn = ({ aggregate, data }: PersonChanged) => ({
  id: data.person,
  version: aggregate.version,
  role: data.role,
  prefecture: data.prefecture ?? null,
  area: codesOfArea(data.area ?? []),
  name: data.name ?? null,
  loginId: data.loginId ?? null,
  active: data.active,
});
