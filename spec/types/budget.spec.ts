/**
 * What queries cost the type checker. Instantiations are counted by the compiler and are the same on every machine, so
 * this is a gate and no benchmark; `npx tsx bench/types.ts` compares with other libraries.
 */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

import { imports, measure } from '../../bench/types/measure.js'
import { oxbow } from '../../bench/types/program.js'
import { versions, withDeclarations, withFolder } from '../support/typescript.js'

/** Kysely needs 1,900,000 on this program, Drizzle 1,185,000. */
const budget = 200_000

describe('200 queries of three tables over 100 tables of 15 columns', () => {
  test.each(versions)('cost TypeScript %s at most the budget', { timeout: 180_000 }, (version) =>
    withFolder(async (folder) => {
      const settings = await withDeclarations(join(folder, 'oxbow'))
      const { instantiations } = await measure(join(folder, 'program'), oxbow(imports), version, settings)
      expect(instantiations).toBeLessThanOrEqual(budget)
    }),
  )
})
