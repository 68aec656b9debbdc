import {
  type Children,
  DATABASE,
  findNatsServer,
  places,
  type RunningInbox,
  type RunningNats,
  type Secrets,
  type Settings,
  startInbox,
  startNats,
  startPostgres,
} from '@todoke/local-system';

/** Postgres, NATS and the mail inbox of one system; the last two can be restarted on their ports with their data. */
export class Servers {
  private nats: RunningNats | undefined;
  private inbox: RunningInbox | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly secrets: Secrets,
    private readonly children: Children,
    /** Folder of a downloaded NATS server. */
    private readonly kept: string,
  ) {}

  async startPostgres(): Promise<void> {
    const { ports } = this.settings;
    const { superuserPassword } = this.secrets;
    const { children } = this;
    await startPostgres({ port: ports.postgres, superuserPassword, database: DATABASE, durable: false, children });
  }

  async startNats(): Promise<void> {
    const { ports, stateDir } = this.settings;
    const server = await findNatsServer({ stateDir: this.kept });
    const { nats: storeDir } = places(stateDir);
    this.nats = await startNats({ server, storeDir, port: ports.nats, children: this.children });
  }

  async stopNats(): Promise<void> {
    await this.nats?.stop();
  }

  async startInbox(): Promise<void> {
    const { ports, stateDir } = this.settings;
    const { mails: mailDir } = places(stateDir);
    this.inbox = await startInbox({
      smtpPort: ports.smtp,
      webPort: ports.inbox,
      mailDir,
      children: this.children,
    });
  }

  async stopInbox(): Promise<void> {
    await this.inbox?.stop();
  }
}
