import { inStatementSpan } from '../traces/spans.ts';
import type { NamedStatement } from './named-query.ts';
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
const maximumInFlight = 16;
/**
 * A connection without an answer between two checks gets no more statements. It is closed `silenceMs` after
 * the time limit of its statements.
 */
const checkIntervalMs = 100;
const silenceMs = 2_000;
/** The pause between two attempts to connect. */
const pauseMs = 1_000;
const protocolViolation = '08P01';
const lockNotAvailable = '55P03';
const queryCanceled = '57014';

export function createPipelines(settings: PipelinesSettings): Pipelines {
  const pipelines = new OpenPipelines(settings);
  return {
    async send(statement) {
      const pipeline = pipelines.choose();
      if (!pipeline) return undefined;
      try {
        return await inStatementSpan(statement.text, () => pipeline.connection.send(statement));
      } catch (error) {
        if (makesUnusable(error)) pipelines.retire(pipeline);
        if (hadNoEffect(error)) return undefined;
        throw error;
      }
    },
    turnOff: () => pipelines.turnOff(),
    end: () => pipelines.end(),
  };
}

/** Whether the statement had no effect, and would not fail for the same reason in the pool. */
function hadNoEffect(error: unknown): boolean {
  return isStalePlan(error) || isStatementLost(error) || isTooSlow(error);
}

function isTooSlow(error: unknown): boolean {
  return [lockNotAvailable, queryCanceled].includes(codeOf(error));
}

/** Whether the connection can no longer be used, as in `clientOf` of the pool. */
function makesUnusable(error: unknown): boolean {
  return isStalePlan(error) || isStatementLost(error) || (isUnavailable(error) && !isTooSlow(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** A connection, and its state at the last check. */
interface Pipeline {
  readonly connection: PipelinedConnection;
  answered: number;
  silentChecks: number;
}

/** The open connections. They are opened when needed, and watched while statements are in flight. */
class OpenPipelines {
  readonly #settings: PipelinesSettings;
  readonly #open = new Set<Pipeline>();
  /** Connections that take no more statements and wait for their answers. */
  readonly #leaving = new Map<Pipeline, Promise<void>>();
  #opening: Promise<void> | undefined;
  #checkTimer: NodeJS.Timeout | undefined;
  #isPausing = false;
  #isOff: boolean;

  constructor(settings: PipelinesSettings) {
    this.#settings = settings;
    this.#isOff = settings.count === 0;
  }

  /** The connection with the fewest statements in flight; undefined when none is free. */
  choose(): Pipeline | undefined {
    if (this.#isOff) return undefined;
    let best: Pipeline | undefined;
    for (const pipeline of this.#open) if (isFree(pipeline) && load(pipeline) < load(best)) best = pipeline;
    if (load(best) > 0) this.#openAnother();
    if (best) this.#checkTimer ??= setInterval(() => this.#check(), checkIntervalMs).unref();
    return best;
  }

  retire(pipeline: Pipeline): void {
    if (!this.#open.delete(pipeline)) return;
    this.#pause();
    this.#leaving.set(pipeline, pipeline.connection.end());
  }

  turnOff(): void {
    this.#isOff = true;
    for (const pipeline of this.#open) this.retire(pipeline);
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
      const connection = await openPipelinedConnection(this.#settings, () => this.#forget(pipeline));
      const pipeline: Pipeline = { connection, answered: 0, silentChecks: 0 };
      this.#open.add(pipeline);
      if (this.#isOff) this.retire(pipeline);
    } catch (error) {
      if (codeOf(error) === protocolViolation) this.#refuse();
      else this.#pause();
    }
  }

  #refuse(): void {
    this.turnOff();
    this.#settings.onRefused?.();
  }

  #forget(pipeline: Pipeline): void {
    if (this.#open.delete(pipeline)) this.#pause();
    this.#leaving.delete(pipeline);
  }

  #pause(): void {
    this.#isPausing = true;
    const resume = () => {
      this.#isPausing = false;
    };
    setTimeout(resume, pauseMs).unref();
  }

  #check(): void {
    const working = [...this.#open, ...this.#leaving.keys()].filter((pipeline) => load(pipeline) > 0);
    for (const pipeline of working) this.#checkOne(pipeline);
    if (working.length > 0) return;
    clearInterval(this.#checkTimer);
    this.#checkTimer = undefined;
  }

  #checkOne(pipeline: Pipeline): void {
    const answered = pipeline.connection.answered();
    pipeline.silentChecks = answered === pipeline.answered ? pipeline.silentChecks + 1 : 0;
    pipeline.answered = answered;
    if (pipeline.silentChecks * checkIntervalMs > this.#settings.statementLimitMs + silenceMs)
      pipeline.connection.destroy();
  }
}

function isFree(pipeline: Pipeline): boolean {
  return pipeline.silentChecks === 0 && load(pipeline) < maximumInFlight;
}

function load(pipeline: Pipeline | undefined): number {
  return pipeline ? pipeline.connection.inFlight() : Number.POSITIVE_INFINITY;
}
