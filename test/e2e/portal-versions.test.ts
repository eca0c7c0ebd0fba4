import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { addressOf } from '../support/message.ts'
import { setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

// The versions whose answers differ (docs/portal.md, Versions): the least one, the last of the old answers, and today's.
test.concurrent.for(['3.5.0', '3.6.1', '3.7.2'])(
  'with DocSpace %s one link closes by its limit, another is revoked',
  async (version, { expect, onTestFinished }) => {
    const { portal, slack, startBot, logged } = await setStage({}, {}, onTestFinished)
    portal.configure({ version })
    await startBot()
    const shared = async (command: string) => {
      const before = new Set(slack.history('#general').map(({ ts }) => ts))
      await slack.person('alice').command(command, { in: '#general' })
      return slack.waitFor((s) => s.history('#general').find((m) => addressOf(m) && !before.has(m.ts)))
    }

    const limited = await shared(`/sharelink ${FILES.report} max 2`)
    const address = addressOf(limited) ?? ''
    const real = portal.digest(FILES.report).sha256
    for (const [browser, used] of [
      ['Firefox one', '1 of 2 downloads'],
      ['Chrome two', '2 of 2 downloads'],
    ] as const) {
      expect(await download(address, browser)).toEqual({ status: 200, sha256: real })
      await slack.waitFor((s) => s.message('#general', limited.ts)?.text.includes(used))
    }
    await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
    expect(portal.links(FILES.report)).toEqual([])
    expect((await download(address, 'Safari three')).status).not.toBe(200)

    const revoked = await shared(`/sharelink ${FILES.pdf} for 2h`)
    await slack.person('alice').click(revoked, { label: 'Revoke' })
    await slack.waitFor((s) => s.history('#general').filter((m) => m.broadcast).length === 2)
    expect(portal.links(FILES.pdf)).toEqual([])
    expect(logged.join('')).not.toContain('"level":"error"')
  },
)

test('an account that may not share a file is told so, also where the portal answers an empty success', async () => {
  const { portal, slack, startBot } = await setStage()
  portal.configure({ version: '3.6.1' })
  await startBot()
  await slack.person('alice').command(`/sharelink ${FILES.unshareable}`, { in: '#general' })
  const told = await slack.waitFor((s) => s.ephemerals('alice').at(-1))
  expect(told.text).toContain("DocSpace doesn't let Sharelink share")
  expect(slack.history('#general').filter((m) => addressOf(m))).toEqual([])
})
