import { onTestFinished } from 'vitest'
import { startPortal } from '../../sandbox/portal/server.ts'
import { startSlack } from '../../sandbox/slack/server.ts'
import { startProgram, workFolder } from './program.ts'
import { botEnv } from './stage.ts'

/** Portal, Slack, and a folder in which the program is started, and started again. */
export const outside = async () => {
  const portal = await startPortal()
  const slack = await startSlack()
  onTestFinished(async () => {
    await Promise.all([portal.close(), slack.close()])
  })
  const dir = await workFolder()
  const start = async (more: Record<string, string> = {}) => {
    const program = startProgram(dir, { ...botEnv(portal, slack), ...more })
    slack.connect(`http://127.0.0.1:${await program.port}`)
    return program
  }
  return { portal, slack, start, dir, env: botEnv(portal, slack) }
}
