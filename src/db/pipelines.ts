import { inStatementSpan } from '../traces/spans.ts';
import type { NamedStatement } from './kept-query.ts';
import { isStalePlan, isStatementLost, isUnavailable } from './pg-errors.ts';
import {
  openPipelinedConnection,
  type PipelinedConnection,
  type PipelineSettings,
} from './pipelined-connection.ts';

export interface PipelinesSettings extends PipelineSettings {
  /** The maximum number of connections. */
  readonly count: number;
  /** Called when the server, or a pooler in front of it, refuses such connections. From then on, none is opened. */
  readonly onRefused?: (() => void) | undefined;
}

/**
 * A few connections for frequent short statements outside transactions. Statements that they cannot take go
 * to the pool, so nothing waits here.
 */
export interface Pipelines {
  /**
   * Sends a statement at once.
   * @returns its rows; undefined when it had no effect and must go to the pool: no connection is open and
   * free, or PostgreSQL ended the statement because it took or waited for a lock longer than those behind it
   * may be held up
   * @throws PostgreSQL's error; an error that `isUnavailable` recognizes when the connection is lost
   */
  send(statement: NamedStatement): Promise<unknown[] | undefined>;
  /** From now on, everything goes to the pool. */
  turnOff(): void;
  /** Waits for the answers, then closes. */
  end(): Promise<void>;
}

/** With more on one connection, waiting would take longer than for a connection of the pool. */
const longestQueue = 16;
/**
 * A connection without an answer between two looks gets no more statements. It is closed `silenceMs` after
 * the time limit of its statements.
 */
const lookMs = 100;
const silenceMs = 2_000;
/** The pause between two attempts to connect. */
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

/** Whether the statement had no effect, and would not fail for the same reason in the pool. */
function didNothing(error: unknown): boolean {
  return isStalePlan(error) || isStatementLost(error) || isTooSlow(error);
}

function isTooSlow(error: unknown): boolean {
  return [lockNotAvailable, queryCanceled].includes(codeOf(error));
}

/** Whether the connection can no longer be used, as in `clientOf` of the pool. */
function endsUse(error: unknown): boolean {
  return isStalePlan(error) || isStatementLost(error) || (isUnavailable(error) && !isTooSlow(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** A connection, and its state at the last look. */
interface Lane {
  readonly connection: PipelinedConnection;
  answered: number;
  silentLooks: number;
}

/** The open connections. They are opened when needed, and watched while statements are in flight. */
class Lanes {
  readonly #settings: PipelinesSettings;
  readonly #open = new Set<Lane>();
  /** Connections that take no more statements and wait for their answers. */
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
