import { expect, test } from 'vitest'
import { FILES, USERS } from '../../sandbox/portal/seed-ids.ts'
import { addressOf, buttonNames, shareIdOf } from '../support/message.ts'
import { setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

test('three strangers use up a share, whatever else happens around the file', async () => {
  const { portal, slack, startBot, logged } = await setStage()
  await startBot()
  const alice = slack.person('alice')

  const ack = await alice.command(`/sharelink ${FILES.report} max 3 note for the board`, { in: '#general' })
  expect(ack).toMatchObject({ status: 200, late: false })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  expect(slack.render(posted)).toContain('0 of 3 downloads')
  const address = addressOf(posted) ?? ''
  const link = portal.links(FILES.report).find((l) => address.includes(portal.requestToken(l.id)))
  expect(link).toMatchObject({ access: 2, primary: false, internal: false })

  const other = portal.addLink(FILES.report)
  for (let n = 0; n < 20; n += 1) {
    portal.emit({ target: FILES.report, userId: USERS.member, ip: `10.1.0.${n}` })
    portal.emit({ target: FILES.pdf, page: portal.directLink(FILES.pdf, other.id), ip: `10.2.0.${n}` })
    portal.emit({ target: FILES.report, page: portal.directLink(FILES.report, other.id), ip: `10.3.0.${n}` })
  }
  const real = portal.digest(FILES.report).sha256
  for (const browser of ['Firefox one', 'Chrome two', 'Safari three']) {
    expect(await download(address, browser)).toEqual({ status: 200, sha256: real })
  }

  await slack.waitFor((s) => s.message('#general', posted.ts)?.text.includes('3 of 3 downloads used'))
  const told = await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  expect(slack.render(told)).toContain('all 3 downloads used')
  const ended = slack.message('#general', posted.ts)
  expect(ended && buttonNames(ended)).toEqual(['Details'])
  expect(JSON.stringify([ended?.text, ended?.blocks])).not.toContain('share=')
  expect(portal.links(FILES.report).map((l) => l.id)).toEqual([other.id])
  expect((await download(address, 'Edge four')).status).not.toBe(200)
  await slack.idle()
  expect(slack.history('#general').filter((m) => m.broadcast)).toHaveLength(1)
  expect(logged.join('')).not.toMatch(/share=(?!\[secret\])|sk-[0-9a-f]{20}|xoxb-/)
  expect(shareIdOf(posted)).toMatch(/^[2-9A-HJKMNP-TV-Z]{6}$/)
})
