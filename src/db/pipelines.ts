import { inStatementSpan } from '../traces/spans.ts';
import type { NamedStatement } from './kept-query.ts';
import { isStalePlan, isStatementLost, isUnavailable } from './pg-errors.ts';
import {
  openPipelinedConnection,
  type PipelinedConnection,
  type PipelineSettings,
} from './pipelined-connection.ts';

export interface PipelinesSettings extends PipelineSettings {
  /** Connections at most. */
  readonly count: number;
  /** Called when the server, or a pooler in front of it, refuses such connections: from then on none is opened. */
  readonly onRefused?: (() => void) | undefined;
}

/**
 * A few connections for frequent short statements that stand alone. They take no part in transactions, and the pool
 * takes whatever they cannot: nothing waits here.
 */
export interface Pipelines {
  /**
   * Sends a statement at once.
   * @returns its rows; undefined when it did nothing and has to go over the pool: no connection is there or free, or
   * PostgreSQL ended it because it took longer, or waited longer for a lock, than those behind it can be held up
   * @throws what PostgreSQL says of the statement; an error that `isUnavailable` recognises when the connection is lost
   */
  send(statement: NamedStatement): Promise<unknown[] | undefined>;
  /** From now on everything goes over the pool. */
  turnOff(): void;
  /** Waits for the answers, then closes. */
  end(): Promise<void>;
}

/** More in one connection would wait longer than for a connection of the pool. */
const longestQueue = 16;
/** A connection that answered nothing for one look gets no more statements; after this many it is closed. */
const lookMs = 100;
const silenceMs = 2_000;
/** Between two attempts to connect. */
const pauseMs = 1_000;
const protocolViolation = '08P01';
const lockNotAvailable = '55P03';
const queryCanceled = '57014';

export function createPipelines(settings: PipelinesSettings): Pipelines {
  const lanes = new Lanes(settings);
  return {
    async send(statement) {
      const lane = lanes.choose();
      if (!lane) return undefined;
      try {
        return await inStatementSpan(statement.text, () => lane.connection.send(statement));
      } catch (error) {
        if (endsUse(error)) lanes.retire(lane);
        if (didNothing(error)) return undefined;
        throw error;
      }
    },
    turnOff: () => lanes.turnOff(),
    end: () => lanes.end(),
  };
}

/** Whether PostgreSQL refused the statement for reasons that do not hold on a connection of the pool. */
function didNothing(error: unknown): boolean {
  return isStalePlan(error) || isStatementLost(error) || isTooSlow(error);
}

function isTooSlow(error: unknown): boolean {
  return [lockNotAvailable, queryCanceled].includes(codeOf(error));
}

/** Whether the connection is of no use to later statements: see `clientOf` of the pool. */
function endsUse(error: unknown): boolean {
  return isStalePlan(error) || isStatementLost(error) || (isUnavailable(error) && !isTooSlow(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** A connection, and what the last look at it saw. */
interface Lane {
  readonly connection: PipelinedConnection;
  answered: number;
  silentLooks: number;
}

/** The connections there are: opened when needed, looked at while they work. */
class Lanes {
  readonly #settings: PipelinesSettings;
  readonly #open = new Set<Lane>();
  /** Those that take no more statements, until all they have are answered. */
  readonly #leaving = new Map<Lane, Promise<void>>();
  #opening: Promise<void> | undefined;
  #looking: NodeJS.Timeout | undefined;
  #isPausing = false;
  #isOff: boolean;

  constructor(settings: PipelinesSettings) {
    this.#settings = settings;
    this.#isOff = settings.count === 0;
  }

  /** The connection with the fewest statements in flight; undefined when none is free. */
  choose(): Lane | undefined {
    if (this.#isOff) return undefined;
    let best: Lane | undefined;
    for (const lane of this.#open) if (isFree(lane) && load(lane) < load(best)) best = lane;
    if (load(best) > 0) this.#openAnother();
    if (best) this.#looking ??= setInterval(() => this.#look(), lookMs).unref();
    return best;
  }

  retire(lane: Lane): void {
    if (!this.#open.delete(lane)) return;
    this.#pause();
    this.#leaving.set(lane, lane.connection.end());
  }

  turnOff(): void {
    this.#isOff = true;
    for (const lane of this.#open) this.retire(lane);
  }

  async end(): Promise<void> {
    this.turnOff();
    await this.#opening;
    await Promise.all(this.#leaving.values());
  }

  #openAnother(): void {
    if (this.#opening || this.#isPausing || this.#open.size >= this.#settings.count) return;
    this.#opening = this.#connect().finally(() => {
      this.#opening = undefined;
    });
  }

  async #connect(): Promise<void> {
    try {
      const connection = await openPipelinedConnection(this.#settings, () => this.#forget(lane));
      const lane: Lane = { connection, answered: 0, silentLooks: 0 };
      this.#open.add(lane);
      if (this.#isOff) this.retire(lane);
    } catch (error) {
      if (codeOf(error) === protocolViolation) this.#refuse();
      else this.#pause();
    }
  }

  #refuse(): void {
    this.turnOff();
    this.#settings.onRefused?.();
  }

  #forget(lane: Lane): void {
    if (this.#open.delete(lane)) this.#pause();
    this.#leaving.delete(lane);
  }

  #pause(): void {
    this.#isPausing = true;
    const resume = () => {
      this.#isPausing = false;
    };
    setTimeout(resume, pauseMs).unref();
  }

  #look(): void {
    const working = [...this.#open, ...this.#leaving.keys()].filter((lane) => load(lane) > 0);
    for (const lane of working) this.#lookAt(lane);
    if (working.length > 0) return;
    clearInterval(this.#looking);
    this.#looking = undefined;
  }

  #lookAt(lane: Lane): void {
    const answered = lane.connection.answered();
    lane.silentLooks = answered === lane.answered ? lane.silentLooks + 1 : 0;
    lane.answered = answered;
    if (lane.silentLooks * lookMs > this.#settings.statementLimitMs + silenceMs) lane.connection.destroy();
  }
}

function isFree(lane: Lane): boolean {
  return lane.silentLooks === 0 && load(lane) < longestQueue;
}

function load(lane: Lane | undefined): number {
  return lane ? lane.connection.inFlight() : Number.POSITIVE_INFINITY;
}
