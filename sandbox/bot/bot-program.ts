import { fileURLToPath } from 'node:url'

const src = (file: string): string => fileURLToPath(new URL(`../../src/${file}`, import.meta.url))

/** How Node starts the real program. By whole paths: the bot runs in a folder from which no package can be found. */
export const BOT_PROGRAM: readonly string[] = [src('start.mjs')]
