/**
 * The database engines of this run, for specs. `servers.ts` finds or starts them once and provides them.
 *
 *     describeEngines((engine) => {
 *       test('answers', async () => { … connect(engine.url) … })
 *     })
 */
import { describe, inject, test } from 'vitest'

export type EngineName = 'sqlite' | 'postgres' | 'mariadb' | 'mysql'

/** An engine that ran has a `url` (of a fresh database of this run) and a `version`; one that did not has a `reason`. */
export interface Engine {
  readonly name: EngineName
  /** Its name as people write it: `PostgreSQL`. */
  readonly label: string
  readonly url: string | undefined
  readonly version: string | undefined
  readonly reason: string | undefined
}

export interface RunningEngine extends Engine {
  readonly url: string
  readonly version: string
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly engines: ReadonlyArray<Engine>
  }
}

/** Every engine, those that did not run included. */
export const engines: ReadonlyArray<Engine> = inject('engines')

const runs = (engine: Engine): engine is RunningEngine => engine.url !== undefined

/** A `describe` for each engine that runs; for each that does not, one skipped test whose title says why. */
export const describeEngines: {
  (body: (engine: RunningEngine) => void): void
  (names: ReadonlyArray<EngineName>, body: (engine: RunningEngine) => void): void
} = (...from: [(engine: RunningEngine) => void] | [ReadonlyArray<EngineName>, (engine: RunningEngine) => void]): void => {
  const [names, body] = from.length === 1 ? [undefined, from[0]] : from
  for (const engine of engines) {
    if (names !== undefined && !names.includes(engine.name)) continue
    describe(engine.label, () => {
      if (runs(engine)) body(engine)
      else test.skip(`${engine.label} did not run: ${engine.reason}`, () => undefined)
    })
  }
}
