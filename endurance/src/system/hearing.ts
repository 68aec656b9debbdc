import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as events from '@todoke/events';
import { type Service, services } from '@todoke/local-system';
import { repository } from './repository.js';

/** The subjects of the catalogue by the names under which their contracts are imported. */
const byName = new Map(
  Object.entries(events).flatMap(([name, exported]) => {
    const contract = events.catalogue.find((one) => one === exported);
    return contract === undefined ? [] : [[name, contract.subject] as const];
  }),
);

/** Read from the table of reactions itself, since the state of services and consumers is under test. */
function subjectsIn(service: Service): readonly events.Subject[] {
  const file = join('apps', service, 'src', '*', 'reactions', 'index.ts');
  const table = globSync(join(repository, file)).map((path) => readFileSync(path, 'utf8')).join('\n');
  const heard = [...table.matchAll(/\bon\((\w+),/g)].map(([, name = '']) => {
    const subject = byName.get(name);
    if (subject === undefined) throw new Error(`${file} hears ${name}, which is no event of the catalogue`);
    return subject;
  });
  if (heard.length === 0) throw new Error(`${file} has no reactions`);
  return heard;
}

const heardBy = Object.fromEntries(services.map((service) => [service, subjectsIn(service)])) as Readonly<
  Record<Service, readonly events.Subject[]>
>;

/** The subjects that a service hears, of one producer where one is named. */
export const subjectsHeardBy = (service: Service, producer?: Service): readonly events.Subject[] =>
  heardBy[service].filter((subject) => producer === undefined || events.producerOf(subject) === producer);

/** The producers whose streams a service hears. */
export const producersHeardBy = (service: Service): readonly Service[] =>
  services.filter((producer) => subjectsHeardBy(service, producer).length > 0);
