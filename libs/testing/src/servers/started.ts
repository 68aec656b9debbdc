export interface StartedServers {
  readonly postgresUrl: string;
  readonly natsUrl: string;
  stop(): Promise<void>;
}
