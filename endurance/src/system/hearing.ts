import { type Envelope, hears, producerOf, type Subject } from '@todoke/events';
import { type Service, services } from '@todoke/local-system';

/** Read from the committed table: what a service or a stream says of its consumers may be what is wrong. */
const modulesOf = (service: Service): Readonly<Record<string, readonly Subject[]>> => hears[service] ?? {};

/** Whose streams a service hears. */
export const producersHeardBy = (service: Service): readonly Service[] =>
  services.filter((producer) => takesOf(service, producer).length > 0);

const aboutApplications = ['M2', 'M3', 'M4', 'M5', 'M6'];

/** Of which mails a module takes the outcomes. Others are noted in its inbox alone. */
const outcomesTaken: Partial<Record<Service, Readonly<Record<string, readonly string[]>>>> = {
  registration: { applying: ['M1'], status: aboutApplications },
  approval: { reviews: aboutApplications },
  accounts: { issuance: ['M4', 'M5'] },
};

/** A module and one subject that it hears. */
export interface Take {
  readonly module: string;
  readonly subject: Subject;
  /** Where these are outcomes of mails: the codes of those that it takes. */
  readonly mails?: readonly string[] | undefined;
}

/** What the modules of a service take of a producer, one entry a module and subject. */
export const takesOf = (service: Service, producer: Service): readonly Take[] =>
  Object.entries(modulesOf(service)).flatMap(([module, subjects]) => {
    const mails = producer === 'notifications' ? outcomesTaken[service]?.[module] : undefined;
    return subjects
      .filter((subject) => producerOf(subject) === producer)
      .map((subject) => ({ module, subject, mails }));
  });

/** Whether a module of the service hears the event: its inbox notes each that it hears, whatever it does with it. */
export const takes = (service: Service, { subject }: Envelope): boolean =>
  takesOf(service, producerOf(subject) as Service).some((take) => take.subject === subject);
