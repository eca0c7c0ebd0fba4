import { parseArgs } from 'node:util'
import { USUAL_PORT } from './start.ts'

export const USAGE = `npm run sandbox [-- --port N] [--reset] [--on-blind=revoke] [--on-drift=tell] [--accounts] [--rules] [--workspaces]

  --port N        where the page is (${USUAL_PORT}, or any free port when that is taken); 0: any free port
  --reset         forget everything of earlier times first
  --on-blind=HOW  warn (as usual) or revoke: what happens to limited links while downloads cannot be seen
  --on-drift=HOW  guard (as usual), tell or repair: what happens to links that are changed in the portal
  --accounts      people connect their own accounts of the portal first (/sharelink connect)
  --rules         links have to keep rules, and #board is asked to approve what goes beyond them
  --workspaces    the other company, Acme, has installed the app too: two workspaces side by side
  --help          this`

/** What was typed makes no sense; the text says what. */
export class UsageError extends Error {}

export type Options = {
  port?: number
  reset: boolean
  help: boolean
  /** People act with their own accounts of the portal. */
  accounts: boolean
  /** Links have to keep rules. */
  rules: boolean
  /** Two workspaces have the app. */
  workspaces: boolean
  /** Variables of the bot. */
  env: Record<string, string>
}

/** What each switch of the bot's may be, its usual value first. */
const SWITCHES = {
  'on-blind': { variable: 'ON_BLIND', values: ['warn', 'revoke'] },
  'on-drift': { variable: 'ON_DRIFT', values: ['guard', 'tell', 'repair'] },
} as const

const envFrom = (asked: Partial<Record<keyof typeof SWITCHES, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(SWITCHES).flatMap(([name, { variable, values }]) => {
      const value = asked[name as keyof typeof SWITCHES]
      if (value === undefined) return []
      if (!values.some((known) => known === value))
        throw new UsageError(`--${name} must be ${values.join(' or ')}, not "${value}"`)
      return [[variable, value]]
    }),
  )

const portFrom = (text: string): number => {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text)
  throw new UsageError(`--port must be a number from 0 to 65535, not "${text}"`)
}

const parse = (args: string[]) => {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean', default: false } as const
  try {
    const options = {
      port: text,
      'on-blind': text,
      'on-drift': text,
      reset: flag,
      help: flag,
      accounts: flag,
      rules: flag,
      workspaces: flag,
    }
    return parseArgs({ args, options }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** What was typed behind the program's name. Throws `UsageError`. */
export const readOptions = (args: string[]): Options => {
  const { port, reset, help, accounts, rules, workspaces, ...switches } = parse(args)
  return {
    reset,
    help,
    accounts,
    rules,
    workspaces,
    env: envFrom(switches),
    ...(port === undefined ? {} : { port: portFrom(port) }),
  }
}
