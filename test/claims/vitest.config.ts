import { defineConfig } from 'vitest/config'

const root = new URL('../..', import.meta.url).pathname

/** A crowd at the gate, with processes that die. `npm test` sends a small one (test/e2e/claims-sample.test.ts). */
export default defineConfig({
  test: {
    root,
    reporters: ['default'],
    include: ['test/claims/**/*.test.ts'],
    globalSetup: ['test/support/built-program.ts'],
    testTimeout: 60 * 60_000,
    hookTimeout: 60_000,
  },
})
