import { defineConfig } from 'vitest/config'

const root = new URL('../..', import.meta.url).pathname

/** The nightly form: many more histories than `npm test` plays. `MODEL_RUNS` says how many. */
export default defineConfig({
  test: {
    root,
    reporters: ['default'],
    include: ['test/model/**/*.test.ts'],
    globalSetup: ['test/support/redis-server.ts'],
    env: { MODEL_RUNS: process.env.MODEL_RUNS ?? '10000' },
    hookTimeout: 30_000,
  },
})
