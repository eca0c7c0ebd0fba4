import { constants } from 'node:os'
import { lastWords } from '../bot/last-words.ts'
import { INSTALLING } from '../bot/start-bot.ts'
import { createNarrator } from './narrate.ts'
import { type Stage, setStage } from './stage.ts'
import { playStory, STEPS } from './story.ts'

/** The story takes about a third of it; what takes longer hangs. */
const LIMIT_MS = 55_000

const write = (text: string) => process.stdout.write(text)
const stopping = new AbortController()
const limit = setTimeout(
  () => stopping.abort(new Error(`the demo was not over after ${LIMIT_MS / 1000} s`)),
  LIMIT_MS,
)
let stoppedBy: NodeJS.Signals | undefined
// `on`: npm passes on a signal that the terminal has sent already, and the second must not kill.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stoppedBy ??= signal
    stopping.abort(new Error(`stopped by ${signal}`))
  })
}
// A closed terminal, or `| head`: there is nobody left to tell the story to.
process.stdout.on('error', (error) => stopping.abort(error))
const stopped = new Promise<never>((_, reject) => {
  stopping.signal.addEventListener('abort', () => reject(stopping.signal.reason), { once: true })
})
stopped.catch(() => {})

const tell = createNarrator({
  write,
  colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
  clock: () => performance.now(),
  steps: STEPS,
  signal: stopping.signal,
})

const explain = (error: unknown, lastLines: readonly string[]) => {
  write(`\nThe demo failed in step ${tell.at()}:\n`)
  write(`  ${error instanceof Error ? error.message : String(error)}\n`)
  write(lastWords(lastLines))
}

let stage: Stage | undefined
let code = 0
try {
  tell.title(
    'Sharelink makes links to files that end by themselves. This plays it through, all on this computer.',
  )
  tell.step('Start a portal, a Slack workspace and the bot')
  stage = await setStage((news) => {
    if (!stopping.signal.aborted) tell.say(`The bot says: ${news}`)
  })
  await Promise.race([playStory(stage, tell), stopped, stage.bot.endedUnasked])
} catch (error) {
  code = stoppedBy === undefined ? 1 : 128 + constants.signals[stoppedBy]
  if (stoppedBy === undefined) explain(error, stage?.bot.lastLines() ?? [])
  else write(`\n${stoppedBy}: stopping everything …\n`)
  // Whatever of the story still goes on says nothing any more.
  stopping.abort(error)
}
clearTimeout(limit)
if (stage?.bot.isInstalling()) write(`${INSTALLING}\n`)
await stage?.clear()
process.exit(code)
