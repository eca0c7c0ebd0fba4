import { expect } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import type { outside } from './outside.ts'

/** A share whose end passes while the program is stopped: its link is there until somebody removes it. */
export const leaveOverdue = async ({ slack, portal, start }: Awaited<ReturnType<typeof outside>>) => {
  const program = await start()
  await program.says('sharelink is up')
  await slack.person('alice').command(`/sharelink ${FILES.pdf} for 6s`, { in: '#general' })
  await slack.waitFor((s) => s.history('#general')[0])
  program.process.kill('SIGTERM')
  expect(await program.ended).toBe(0)
  expect(portal.links(FILES.pdf)).toHaveLength(1)
  return { links: () => portal.links(FILES.pdf).length }
}
