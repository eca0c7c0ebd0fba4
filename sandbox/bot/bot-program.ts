import { fileURLToPath } from 'node:url'

/** How Node starts the real program. By addresses: the bot runs in a folder from which no package can be found. */
export const BOT_PROGRAM: readonly string[] = [
  '--import',
  import.meta.resolve('tsx'),
  fileURLToPath(new URL('../../src/main.ts', import.meta.url)),
]
