import { constants } from 'node:os'
import { resolve } from 'node:path'
import { lastWords } from '../bot/last-words.ts'
import { INSTALLING } from '../bot/start-bot.ts'
import { adviceAfter } from './advice.ts'
import { type Options, readOptions, USAGE, UsageError } from './options.ts'
import { startSandbox } from './start.ts'

/** npm runs its scripts in the folder of package.json. */
const FOLDER = resolve('.data/sandbox')
const BAD_USAGE = 2

const write = (text: string) => process.stdout.write(`${text}\n`)
const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

let stoppedBy: NodeJS.Signals | undefined
let stop: (signal: NodeJS.Signals) => void = () => {}
const stopped = new Promise<NodeJS.Signals>((done) => {
  stop = (signal) => {
    stoppedBy ??= signal
    done(signal)
  }
})
// `on`: npm passes on a signal that the terminal has sent already, and the second must not kill.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal))
// A closed terminal: nobody reads any more, but everything must still be stopped.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => stop('SIGHUP'))

/** Everything, until it is stopped; gives the status to end with. */
const play = async ({ port, reset, accounts, rules, workspaces, env }: Options): Promise<number> => {
  write('Starting a portal, a Slack workspace and the bot …')
  const say = (text: string) => write(`  The bot says: ${text}`)
  const sandbox = await startSandbox({
    folder: FOLDER,
    reset,
    accounts,
    rules,
    workspaces,
    say,
    env,
    ...(port === undefined ? {} : { port }),
  })
  const { bot } = sandbox
  try {
    const early = await Promise.race([stopped, sandbox.ready])
    if (early) {
      write(`\n${early}: stopping everything …`)
      if (bot.isInstalling()) write(INSTALLING)
      return 128 + constants.signals[early]
    }
    write(`\n  ${sandbox.url}\n`)
    write('Ctrl-C stops everything; what you did is kept for the next time, until --reset.')
    await Promise.race([stopped, bot.endedUnasked])
    write('\nStopping everything …')
    return 0
  } catch (error) {
    write(`\nThe sandbox has to stop: ${textOf(error)}.`)
    write(lastWords(bot.lastLines()))
    write(adviceAfter(bot.lastLines()))
    return 1
  } finally {
    await sandbox.close()
  }
}

const explain = (error: unknown, { port }: Options): string =>
  (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
    ? `port ${port} is taken; choose another with --port, or none for any free one`
    : textOf(error)

const run = async (): Promise<number> => {
  let options: Options
  try {
    options = readOptions(process.argv.slice(2))
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    process.stderr.write(`${error.message}\n\n${USAGE}\n`)
    return BAD_USAGE
  }
  if (options.help) {
    write(USAGE)
    return 0
  }
  try {
    return await play(options)
  } catch (error) {
    // Ctrl-C in a terminal also ends what bundles the pages.
    if (stoppedBy) return 128 + constants.signals[stoppedBy]
    process.stderr.write(`The sandbox cannot start: ${explain(error, options)}\n`)
    return 1
  }
}

process.exit(await run())
