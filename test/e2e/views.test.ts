import { expect, test } from 'vitest'
import { FILES, USERS } from '../../sandbox/portal/seed-ids.ts'
import { shareFile, usedUp, why } from '../support/shared.ts'
import { setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

const asView = (address: string): string => address.replace('action=download', 'action=view')
const VIEWED = 'by action=view, which gives the whole file too'

test('a limit of two that is taken four times by action=view ends the link, and is told honestly', async () => {
  const stage = await setStage()
  const { portal, slack } = stage
  await stage.startBot()
  const shared = await shareFile(stage, FILES.report, 'max 2')
  portal.configure({ auditHeld: true })
  const real = portal.digest(FILES.report).sha256
  for (const browser of ['Firefox one', 'Chrome two', 'Safari three', 'Edge four'])
    expect(await download(asView(shared.address), browser)).toEqual({ status: 200, sha256: real })
  expect(portal.state.pending.map(({ event }) => event.actionId)).toEqual([5064, 5064, 5064, 5064])
  portal.configure({ auditHeld: false })
  portal.releaseEvents()

  await usedUp(stage, shared, '4 downloads (limit 2)')
  const told = await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  const words = slack.render(told)
  expect(words).toContain('link closed, 4 downloads (limit 2). The last 2 slipped in before it closed.')
  expect(words).toContain(
    '4 of these downloads used a changed link (action=view), which gives the whole file too.',
  )
  for (const address of [shared.address, asView(shared.address)])
    expect((await download(address, 'Opera five')).status).toBe(403)
  expect(await why(stage, shared)).toEqual(Array.from({ length: 4 }, () => `counted · ${VIEWED}`))
})

test('a limit of two that is taken by action=view with a Referer of the visitor’s own ends the link', async () => {
  const stage = await setStage()
  await stage.startBot()
  const shared = await shareFile(stage, FILES.report, 'max 2')
  const referer = 'https://elsewhere.example/'
  for (const browser of ['Firefox one', 'Chrome two'])
    expect((await download(asView(shared.address), browser, { referer })).status).toBe(200)
  await usedUp(stage, shared, '2 of 2 downloads used')
  expect((await download(asView(shared.address), 'Safari three', { referer })).status).toBe(403)
  expect(await why(stage, shared)).toEqual(Array.from({ length: 2 }, () => `counted · ${VIEWED}`))
})

test('the thread tells of a view; a download by the same visitor in the same moment is no second one', async () => {
  const stage = await setStage({ BURST_WINDOW: '1h' })
  const { slack } = stage
  await stage.startBot()
  const shared = await shareFile(stage, FILES.report, 'max 5')
  await download(asView(shared.address), 'Firefox one')
  const channel = slack.channel('#general').id
  const [reply] = await slack.waitFor((s) => {
    const found = s.thread({ channel, ts: shared.ts })
    return found.length > 0 && found
  })
  expect(reply && slack.render(reply)).toContain(
    'Downloaded (1 of 5). 1 of these downloads used a changed link',
  )
  await download(shared.address, 'Firefox one')
  await download(shared.address, 'Chrome two')
  await slack.waitFor((s) => s.message('#general', shared.ts)?.text.includes('2 of 5 downloads'))
  const judged = await why(stage, shared)
  expect(judged.filter((line) => line.startsWith('counted'))).toEqual(['counted', `counted · ${VIEWED}`])
  expect(judged).toHaveLength(3)
})

test('pictures that the portal’s page shows are no downloads; they stand in why and in the details', async () => {
  const stage = await setStage()
  const { portal, slack } = stage
  await stage.startBot()
  const shared = await shareFile(stage, FILES.png, 'max none')
  const link = portal.links(FILES.png)[0]?.id ?? ''
  const page = await fetch(shared.address)
  const source = /<img alt="" src="([^"]+)"/.exec(await page.text())?.[1]?.replaceAll('&#38;', '&') ?? ''
  for (const visitor of ['Firefox one', 'Chrome two'])
    expect((await download(portal.url + source, visitor, { referer: page.url })).status).toBe(200)
  // Looked at in the portal, by somebody who is signed in.
  portal.emit({
    target: FILES.png,
    actionId: 5064,
    userId: USERS.member,
    page: `${portal.url}/media/view/${FILES.png}`,
  })
  await download(portal.directLink(FILES.png, link), 'Safari three')
  await slack.waitFor((s) => s.message('#general', shared.ts)?.text.includes('1 download'))
  const looked = `not counted (only viewed) · ${VIEWED}`
  expect((await why(stage, shared)).sort()).toEqual(['counted', looked, looked])

  const posted = slack.message('#general', shared.ts)
  if (posted === undefined) throw new Error('no message')
  await slack.person('alice').click(posted, { label: 'Details' })
  const details = await slack.waitFor((s) => {
    const view = s.view('alice')
    return view !== undefined && s.render(view).includes('Counted\n') && view
  })
  expect(slack.render(details)).toContain(looked)
})

test('a shared page that is reloaded again and again: the newest views are kept, and why says so', async () => {
  const stage = await setStage()
  const { portal, slack } = stage
  await stage.startBot()
  const { id, address } = await shareFile(stage, FILES.png, 'max none')
  const page = (await fetch(address)).url
  for (let n = 0; n < 250; n += 1) portal.emit({ target: FILES.png, actionId: 5064, page, ip: `10.4.0.${n}` })
  const said = async (): Promise<string> => {
    const before = slack.ephemerals('alice').length
    await slack.person('alice').command(`/sharelink why ${id}`, { in: '#general' })
    const answer = await slack.waitFor((s) =>
      s
        .ephemerals('alice')
        .slice(before)
        .find((e) => e.text.includes(id)),
    )
    return slack.render(answer)
  }
  await expect.poll(said).toContain('0 counted of 200 events')
  expect(await said()).toContain("Of views that don't count, only the newest 200 are kept.")
})
