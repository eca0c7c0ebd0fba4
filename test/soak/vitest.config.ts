import { defineConfig } from 'vitest/config'

const root = new URL('../..', import.meta.url).pathname

/** Real processes for a while, with everything around them failing. `SOAK_MINUTES` says how long. */
export default defineConfig({
  test: {
    root,
    reporters: ['default'],
    include: ['test/soak/**/*.test.ts'],
    globalSetup: ['test/support/built-program.ts'],
    testTimeout: (Number(process.env.SOAK_MINUTES ?? 5) + 10) * 60_000,
    hookTimeout: 60_000,
  },
})
