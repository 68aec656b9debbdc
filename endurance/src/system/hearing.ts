import { hears, producerOf, type Subject } from '@todoke/events';
import { type Service, services } from '@todoke/local-system';

/** Read from the committed table: what a service or a stream says of its consumers may be what is wrong. */
const modulesOf = (service: Service): Readonly<Record<string, readonly Subject[]>> => hears[service] ?? {};

/** What a service hears, whichever of its modules; of one producer only, where one is named. */
export const subjectsHeardBy = (service: Service, producer?: Service): readonly Subject[] =>
  [...new Set(Object.values(modulesOf(service)).flat())].filter(
    (subject) => producer === undefined || producerOf(subject) === producer,
  );

/** Whose streams a service hears. */
export const producersHeardBy = (service: Service): readonly Service[] =>
  services.filter((producer) => subjectsHeardBy(service, producer).length > 0);

/** A module and one subject that it hears. */
export interface Take {
  readonly module: string;
  readonly subject: Subject;
}

/** What the modules of a service take of a producer, one entry a module and subject. */
export const takesOf = (service: Service, producer: Service): readonly Take[] =>
  Object.entries(modulesOf(service)).flatMap(([module, subjects]) =>
    subjects.filter((subject) => producerOf(subject) === producer).map((subject) => ({ module, subject })),
  );
