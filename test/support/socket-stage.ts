import type { Slack, StartOptions } from '../../sandbox/slack/types.ts'
import type { App } from '../../src/app.ts'
import type { AtEnd } from './program.ts'
import { type Stage, setStage } from './stage.ts'

/** The bot over sockets, with the first one open. */
export const setSocketStage = async (
  overrides: Record<string, string> = {},
  slackOptions: StartOptions = {},
  atEnd?: AtEnd,
): Promise<Stage & { bot: App }> => {
  const stage = await setStage(overrides, { socketMode: {}, ...slackOptions }, atEnd)
  const bot = await stage.startBot()
  await bot.up
  return { ...stage, bot }
}

/** Resolves once a socket is open that was not there before. */
export const newSocket = (slack: Slack, before: number): Promise<number> =>
  slack.waitFor((s) => s.sockets.open().find((id) => id > before), {
    what: `a socket after number ${before}`,
  })
