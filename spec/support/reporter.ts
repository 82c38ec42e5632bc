/**
 * Says at the very end of a run, after coverage too: which engines ran, then how many tests passed, failed and were skipped.
 *
 * The last line is written when the process exits because nothing prints after that.
 */
import { writeSync } from 'node:fs'

import type { Reporter, TestModule, Vitest } from 'vitest/node'

import type { Engine } from './engines.js'
import { type Counts, countsLine, enginesLine, leftOutLines, missing, requiredNames } from './report.js'

/** A module or suite that broke outside its tests counts as one failure, and so does an error nobody caught. */
const countAll = (modules: ReadonlyArray<TestModule>, uncaught: number): Counts => {
  const tests = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state))
  const suites = modules.flatMap((module) => [module, ...module.children.allSuites()])
  const broken = suites.filter((suite) => suite.errors().length > 0).length
  const failed = tests.filter((state) => state === 'failed').length
  const passed = tests.filter((state) => state === 'passed').length
  return { passed, failed: failed + broken + uncaught, skipped: tests.length - passed - failed }
}

export const reporter = (): Reporter => {
  let engines: ReadonlyArray<Engine> = []
  let counts: Counts = { passed: 0, failed: 0, skipped: 0 }
  let project: ReturnType<Vitest['getRootProject']> | undefined
  return {
    onInit: (vitest) => {
      project = vitest.getRootProject()
      process.once('exit', () => {
        const absent = engines.length === 0 ? [] : missing(requiredNames(process.env['OXBOW_REQUIRE']), engines)
        if (absent.length > 0) process.exitCode = 1
        const lines = [
          ...absent.map((sentence) => `FAILED: ${sentence}`),
          ...(engines.length === 0 ? [] : [...leftOutLines(engines), enginesLine(engines)]),
        ]
        writeSync(1, `\n${[...lines, countsLine(counts)].join('\n')}\n`)
      })
    },
    onTestRunEnd: (modules, errors) => {
      engines = project?.getProvidedContext().engines ?? []
      counts = countAll(modules, errors.length)
    },
  }
}
