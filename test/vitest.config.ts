import { defineConfig } from 'vitest/config'
import { WaitingFirst } from './support/waiting-first.ts'

const root = new URL('..', import.meta.url).pathname

// Real parts throughout: `redis`, `model` and `e2e` get a redis-server of their own from the global set-up.
export default defineConfig({
  // As the pages of the sandbox are compiled: tests of them are JSX too.
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    root,
    reporters: ['default'],
    // Most of the time these tests wait for a process or a clock, not for a processor.
    maxWorkers: 6,
    sequence: { sequencer: WaitingFirst },
    // Modules keep no state and connect to nothing at import: what one file has loaded serves the next.
    isolate: false,
    // An event is waited for until the machine is surely not just slow.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 45_000 } },
    // A machine of a CI may stand still for a while. What passed only then says so in the output ("retry x1").
    retry: process.env.CI ? 1 : 0,
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['{test,sandbox/test}/unit/**/*.test.{ts,tsx}', 'test/*.test.ts'] },
      },
      { extends: true, test: { name: 'contract', include: ['{test,sandbox/test}/contract/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'redis',
          include: ['test/redis/**/*.test.ts'],
          globalSetup: ['test/support/redis-server.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'model',
          include: ['test/model/**/*.test.ts'],
          globalSetup: ['test/support/redis-server.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/redis-server.ts', 'test/support/built-program.ts'],
          testTimeout: 150_000,
        },
      },
    ],
  },
})
