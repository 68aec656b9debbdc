import { type Figure, Histogram, type Metrics } from '@todoke/service';
import pg from 'pg';

/** The connection pools of one schema in this process, and how long callers waited for a connection. */
interface PoolGroup {
  readonly pools: Set<MeasuredPool>;
  readonly waits: Histogram<'pool'>;
}

const groups = new Map<string, PoolGroup>();

function poolGroupOf(schema: string): PoolGroup {
  const known = groups.get(schema);
  if (known !== undefined) return known;
  const waits = new Histogram({
    name: 'database_pool_wait_seconds',
    help: 'How long those waited who wanted a connection, by pool; a new connection is waited for as well',
    labelNames: ['pool'] as const,
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10],
    registers: [],
  });
  const made = { pools: new Set<MeasuredPool>(), waits };
  groups.set(schema, made);
  return made;
}

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: unknown) => void,
) => void;

/** A pool that measures how long callers wait for a connection. */
class MeasuredPool extends pg.Pool {
  constructor(
    readonly named: string,
    private readonly group: PoolGroup,
    config: pg.PoolConfig,
  ) {
    super(config);
    group.pools.add(this);
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.PoolClient> | void {
    const had = this.group.waits.startTimer({ pool: this.named });
    if (callback === undefined) return super.connect().finally(had);
    super.connect((error, client, done) => {
      had();
      callback(error, client, done);
    });
  }

  override end(): Promise<void>;
  override end(callback: () => void): void;
  override end(callback?: () => void): Promise<void> | void {
    this.group.pools.delete(this);
    return callback === undefined ? super.end() : super.end(callback);
  }

  get size(): number {
    return this.options.max;
  }
}

/**
 * A pool with metrics.
 * @param name what it is for: `app`, `worker`, `sessions`
 */
export const openPool = (schema: string, name: string, config: pg.PoolConfig): pg.Pool =>
  new MeasuredPool(name, poolGroupOf(schema), config);

/** Registers the metrics of a schema's pools, including pools that are opened later. */
export function measurePools(schema: string, metrics: Metrics): void {
  const { pools, waits } = poolGroupOf(schema);
  const figures = (values: (pool: MeasuredPool) => Record<string, number>, label?: string) => (): Promise<Figure[]> => {
    const sums = new Map<string, Figure>();
    for (const pool of pools) {
      for (const [state, value] of Object.entries(values(pool))) {
        const labels = { pool: pool.named, ...(label === undefined ? {} : { [label]: state }) };
        const key = JSON.stringify(labels);
        sums.set(key, { labels, value: (sums.get(key)?.value ?? 0) + value });
      }
    }
    return Promise.resolve([...sums.values()]);
  };
  metrics.registry.registerMetric(waits);
  metrics.lookUp({
    name: 'database_pool_connections',
    help: 'Connections to Postgres by pool and state: idle, or used',
    labelNames: ['pool', 'state'],
    look: figures(({ idleCount: idle, totalCount }) => ({ idle, used: totalCount - idle }), 'state'),
  });
  metrics.lookUp({
    name: 'database_pool_max_connections',
    help: 'How many connections a pool may have',
    labelNames: ['pool'],
    look: figures(({ size: max }) => ({ max })),
  });
  metrics.lookUp({
    name: 'database_pool_waiting',
    help: 'How many wait for a connection, by pool',
    labelNames: ['pool'],
    look: figures(({ waitingCount: waiting }) => ({ waiting })),
  });
}
