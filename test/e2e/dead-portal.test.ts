import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { addressOf } from '../support/message.ts'
import { leaveEnded } from '../support/sick-files.ts'
import { setStage } from '../support/stage.ts'

test('a dead portal is found out once, not by each of 200 ends; when it is back they go on at once', async () => {
  const stage = await setStage()
  const { portal, slack, startBot } = stage
  await startBot()
  await slack.person('alice').command(`/sharelink ${FILES.pdf}`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  portal.fault({ times: 'always', action: { kind: 'drop' } })
  const ended = await leaveEnded(stage, 200)
  await slack.person('alice').click(posted, { label: 'Revoke' })
  // The address leaves the message meanwhile.
  await slack.waitFor((s) => {
    const message = s.message('#general', posted.ts)
    return message !== undefined && addressOf(message) === undefined
  })
  const writes = () => portal.requests({ method: 'PUT' }).length
  const probes = () => portal.requests({ path: '/api/2.0/people/@self' }).length
  const before = probes()
  // The bot looks for ends that wait every ten seconds; by then it has found these.
  await expect.poll(() => probes() - before).toBeGreaterThan(8)
  expect(writes()).toBeLessThan(20)

  portal.clearFaults()
  const begunAt = performance.now()
  await expect.poll(() => portal.links(FILES.pdf)).toEqual([])
  expect(performance.now() - begunAt).toBeLessThan(8_000)
  await expect.poll(ended.left).toBe(0)
})
