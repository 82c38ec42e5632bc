import { defineConfig } from 'vitest/config'

import { reporter } from './spec/support/reporter.js'

export default defineConfig({
  // `oxbow` in the examples is lib/, without a build: the paths of tsconfig.json, which tsx and tsc follow too.
  resolve: { tsconfigPaths: true },
  test: {
    include: ['spec/**/*.spec.ts'],
    globalSetup: ['spec/support/servers.ts'],
    reporters: ['default', reporter()],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    typecheck: { include: ['spec/types/**/*.spec-d.ts'], tsconfig: './tsconfig.json' },
    coverage: {
      provider: 'v8',
      include: ['lib/**/*.ts'],
      reporter: [['text', { skipFull: true }], 'json-summary'],
      // Lines alone say little of a one-line arrow function: its line counts as run when the module loads.
      thresholds: { functions: 100, lines: 100, branches: 95 },
    },
  },
})
