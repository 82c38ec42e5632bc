/**
 * `pipe` and `flow` with the types of fp-ts and a loop of our own, so that a program that only compiles SQL
 * does not load fp-ts.
 */
import type { flow as FpFlow, pipe as FpPipe } from 'fp-ts/lib/function.js'

type Step = (value: unknown) => unknown

const pipeAll = (value: unknown, ...steps: ReadonlyArray<Step>): unknown => {
  let result = value
  for (let index = 0; index < steps.length; index++) result = (steps[index] as Step)(result)
  return result
}

const flowAll =
  (first: (...values: ReadonlyArray<unknown>) => unknown, ...steps: ReadonlyArray<Step>) =>
  (...values: ReadonlyArray<unknown>): unknown =>
    pipeAll(first(...values), ...steps)

/** Passes a value through functions from left to right. `pipe(2, double, String)` is `'4'`. */
export const pipe: typeof FpPipe = pipeAll as typeof FpPipe

/** Composes functions from left to right. `flow(double, String)(2)` is `'4'`. */
export const flow: typeof FpFlow = flowAll as typeof FpFlow
