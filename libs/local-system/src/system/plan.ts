import type { FindNatsOptions } from '../nats/find-nats-server.js';
import type { StartFailure } from '../start-failure.js';
import type { Service } from '../settings/listeners.js';

/** What a local system consists of, and how it is to run. Whatever is left out is as its comment says. */
export interface Plan {
  /** Names its folder of state and its logs. */
  readonly name: string;
  /** The services that are brought up. Left out: all five. The others may be started later. */
  readonly services?: readonly Service[];
  /** Left out: thrown away with the system. */
  readonly state?: KeptState | ThrownAwayState;
  /** Left out: free ports. */
  readonly addresses?: Addresses;
  readonly servers?: ServerWishes;
  /** Left out: mails go to the inbox. */
  readonly mails?: MailWishes;
  readonly environment?: Environments;
  readonly processes?: ProcessWishes;
  readonly progress?: ProgressCalls;
  /** Whether trial data are brought, once a database. Left out: yes. */
  readonly trialData?: boolean;
}

/** State that the next start finds: data, secrets, mails, logs. Only one system can run on it. */
export interface KeptState {
  readonly folder: string;
  /** Whether to begin again, with nothing left of earlier runs. */
  readonly fresh?: boolean;
}

/** State below `.todoke` of the checkout, which `stop` deletes. */
interface ThrownAwayState {
  /** Folder into which `stop` copies the logs, below the system's name. */
  readonly logsStayIn?: string;
}

interface Addresses {
  /** `set`: those that the environment sets, or the usual ones. */
  readonly ports?: 'free' | 'set';
  /** Public addresses of single services; their ports go with them. */
  readonly urls?: Partial<Record<Service, string>>;
}

interface ServerWishes {
  /** False gives up durability over a power cut, for the speed of tests. */
  readonly durable?: boolean;
  /** Where the NATS server may come from. A container is no process that could be killed or frozen. */
  readonly natsFrom?: NonNullable<FindNatsOptions['ways']>;
}

interface MailWishes {
  /** The mail server that notifications sends to. Left out: the inbox. */
  readonly server?: CallersMailServer;
  /** False: there is no inbox. */
  readonly inbox?: boolean;
}

/** A mail server on this machine that the caller has started. */
interface CallersMailServer {
  readonly port: number;
  /** Called when the system has ended, if it is to stop with it. */
  readonly stop?: () => Promise<unknown>;
}

interface Environments {
  /** Settings that all services and their programs get, above those of this process. */
  readonly all?: NodeJS.ProcessEnv;
  /** Settings of single services, above all others. */
  readonly own?: Partial<Record<Service, NodeJS.ProcessEnv>>;
}

interface ProcessWishes {
  /** How many processes of a service run beside its first, on free ports. Left out: none. */
  readonly replicas?: Partial<Record<Service, number>>;
  /** Arguments of Node for a service's process, by the process's name. */
  readonly nodeArguments?: (name: string) => readonly string[];
  /** Milliseconds that a service may take to stop before it is killed. */
  readonly stopWithin?: number;
  /** Processes whose unexpected end ends the system. The end of others is noted in `fallen`. Left out: all. */
  readonly needed?: 'all' | 'servers' | 'none';
  /** Called when a process ended that is not needed. */
  readonly fell?: (failure: StartFailure) => void;
  /** Called with every line that a process writes. */
  readonly echo?: (name: string, line: string) => void;
}

interface ProgressCalls {
  /** Runs one step of a start; what it returns is a text to show beside it. */
  readonly step?: (name: string, work: () => Promise<string>) => Promise<string>;
  /** Called with one line about something on the way. */
  readonly say?: (line: string) => void;
}
