import { parseArgs } from 'node:util'
import { USUAL_PORT } from './start.ts'

export const USAGE = `npm run sandbox [-- --port N] [--reset]

  --port N   where the page is (${USUAL_PORT}, or any free port when that is taken); 0: any free port
  --reset    forget everything of earlier times first
  --help     this`

/** What was typed makes no sense; the text says what. */
export class UsageError extends Error {}

export type Options = { port?: number; reset: boolean; help: boolean }

const portFrom = (text: string): number => {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text)
  throw new UsageError(`--port must be a number from 0 to 65535, not "${text}"`)
}

/** What was typed behind the program's name. Throws `UsageError`. */
export const readOptions = (args: string[]): Options => {
  let port: string | undefined
  let rest: Omit<Options, 'port'>
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: 'string' },
        reset: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    ;({ port, ...rest } = values)
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
  return { ...rest, ...(port === undefined ? {} : { port: portFrom(port) }) }
}
