import { onTestFinished } from 'vitest'
import { startPortal } from '../../sandbox/portal/server.ts'
import { startSlack } from '../../sandbox/slack/server.ts'
import type { StartOptions } from '../../sandbox/slack/types.ts'
import { type AtEnd, type Form, startProgram, workFolder } from './program.ts'
import { botEnv, socketEnv } from './stage.ts'

/** Portal, Slack, and a folder in which the program is started, and started again. */
export const outside = async (
  slackOptions: StartOptions = {},
  atEnd: AtEnd = onTestFinished,
  form: Form = 'built',
) => {
  const portal = await startPortal()
  const slack = await startSlack(slackOptions)
  atEnd(async () => {
    await Promise.all([portal.close(), slack.close()])
  })
  const dir = await workFolder(atEnd)
  const env = { ...botEnv(portal, slack), ...(slackOptions.socketMode ? socketEnv(slack) : {}) }
  const start = async (more: Record<string, string> = {}) => {
    const program = startProgram(dir, { ...env, ...more }, atEnd, form)
    slack.connect(`http://127.0.0.1:${await program.port}`)
    return program
  }
  return { portal, slack, start, dir, env }
}
