import { defineConfig } from 'vitest/config'

const root = new URL('../..', import.meta.url).pathname

// Apart from the other tests: these need a Chromium.
export default defineConfig({
  test: {
    root,
    reporters: ['default'],
    include: ['test/browser/**/*.test.ts'],
    // For the gate alone; the sandboxes of the others have their own.
    globalSetup: ['test/support/redis-server.ts'],
    // Each file has a browser, a bot and a Redis of its own.
    maxWorkers: 2,
    // An event is waited for until the machine is surely not just slow.
    testTimeout: 180_000,
    // The first sandbox of a machine installs Redis.
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    // As the other tests.
    retry: process.env.CI ? 1 : 0,
  },
})
