import { defineConfig } from 'vitest/config'

const root = new URL('../..', import.meta.url).pathname

/** The whole matrix. `npm test` tells a sample of it (test/e2e/crash-sample.test.ts). */
export default defineConfig({
  test: {
    root,
    reporters: ['default'],
    include: ['test/crash/**/*.test.ts'],
    globalSetup: ['test/support/redis-server.ts', 'test/support/built-program.ts'],
    // Most of the time a run waits for a lock to run out.
    maxConcurrency: 20,
    testTimeout: 15 * 60_000,
    hookTimeout: 60_000,
  },
})
