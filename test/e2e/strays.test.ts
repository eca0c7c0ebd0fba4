import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { addressOf, buttonNames } from '../support/message.ts'
import { setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

test('R9: of a post whose answer is lost for ever two messages are left, and a click puts each right', async () => {
  const { portal, slack, startBot } = await setStage()
  await startBot()
  const alice = slack.person('alice')
  slack.fail({ method: 'chat.postMessage', drop: true, afterWork: true, times: 'always' })
  await alice.command(`/sharelink ${FILES.report} max 3`, { in: '#general' })
  const told = await slack.waitFor((s) => s.ephemerals('alice').find((e) => e.text.includes('is ready, but')))
  const address = /https?:\S*fileid=[\w-]+/.exec(told.text.replaceAll('&amp;', '&'))?.[0] ?? ''
  expect((await download(address, 'Firefox')).status).toBe(200)
  await slack.idle()
  const [first, second, ...more] = slack.history('#general')
  if (first === undefined || second === undefined) throw new Error('nothing was posted')
  expect(more).toEqual([])
  expect(portal.links(FILES.report)).toHaveLength(1)
  for (const stray of [first, second]) {
    expect((await download(addressOf(stray) ?? '', 'Chrome')).status).not.toBe(200)
  }
  slack.clearFailures()

  await alice.click(first, 'Details')
  const adopted = await slack.waitFor((s) => {
    const now = s.message('#general', first.ts)
    return now !== undefined && addressOf(now) === address ? now : undefined
  })
  expect(buttonNames(adopted)).toContain('Revoke')

  await alice.click(second, 'Details')
  const mended = await slack.waitFor((s) => {
    const now = s.message('#general', second.ts)
    return now !== undefined && addressOf(now) === undefined ? now : undefined
  })
  expect(buttonNames(mended)).toEqual(['Details'])
  expect(slack.render(mended)).toContain('This message is a leftover')
})
