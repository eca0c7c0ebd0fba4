import { expired } from './acts/expired.ts'
import { revoked } from './acts/revoked.ts'
import { type Tally, usedUp } from './acts/used-up.ts'
import type { Narrator } from './narrate.ts'
import { seconds } from './scene.ts'
import { HASTE, type Stage } from './stage.ts'

/** Steps told below and in the acts. */
export const STEPS = 8

const begin = async ({ portal, slack, bot }: Stage, tell: Narrator): Promise<void> => {
  const port = await bot.up
  slack.connect(`http://127.0.0.1:${port}`)
  tell.table([
    ['portal', `${portal.url}  a stand-in for an ONLYOFFICE DocSpace portal`],
    ['Slack', `${slack.url}  a stand-in for a workspace with alice, bob and #general`],
    ['bot', `http://127.0.0.1:${port}  the real program, src/main.ts, with a Redis of its own`],
  ])
  const haste = Object.entries(HASTE).map(([name, value]) => `${name}=${value}`)
  tell.say(`So that you need not wait: ${haste.join(' and ')} (defaults: 10m and 1m).`)
}

const finish = async (
  { portal, bot, clear }: Stage,
  linksBefore: number,
  tell: Narrator,
): Promise<{ linksLeft: number }> => {
  tell.step('Stop everything')
  const asked = performance.now()
  const { code, signal } = await bot.stop()
  const took = seconds(performance.now() - asked)
  tell.fact(code === 0, `the bot, asked by SIGTERM, ended with ${signal ?? `status ${code}`} after ${took}`)
  const linksLeft = portal.links().length - linksBefore
  await clear()
  tell.fact(true, 'the stand-ins are closed, the temporary folder is removed')
  return { linksLeft }
}

const sumUp = ({ counted, given, linksLeft }: Tally & { linksLeft: number }, tell: Narrator): void => {
  tell.ending('Three shares, three ways to end: by the limit, by the time, by the button.')
  tell.fact(counted === 3, `downloads counted, of a limit of 3: ${counted}`)
  tell.fact(given === 3, `downloads given, as the portal has it: ${given}`)
  tell.fact(linksLeft === 0, `links that the bot left at the portal: ${linksLeft}`)
  tell.say('Next: docs/install.md says how to connect your own Slack workspace and DocSpace portal.')
}

/** The whole story, from an empty stage to an empty stage. */
export const playStory = async (stage: Stage, tell: Narrator): Promise<void> => {
  const { portal, slack } = stage
  const linksBefore = portal.links().length
  await begin(stage, tell)
  const scene = { portal, slack, tell }
  const { gone, count } = await usedUp(scene)
  await expired(scene)
  await revoked(scene)
  // A download that was begun could be resumed until now.
  await gone()
  const downloads = count()
  const { linksLeft } = await finish(stage, linksBefore, tell)
  sumUp({ ...downloads, linksLeft }, tell)
}
