import { defineConfig } from 'vitest/config'

const root = new URL('../..', import.meta.url).pathname

// Apart from the other tests: these need a Chromium.
export default defineConfig({
  test: {
    root,
    reporters: ['default'],
    include: ['test/browser/**/*.test.ts'],
    // Each file has a browser, a bot and a Redis of its own.
    maxWorkers: 2,
    testTimeout: 60_000,
    // The first sandbox of a machine installs Redis.
    hookTimeout: 120_000,
    expect: { poll: { timeout: 15_000 } },
  },
})
