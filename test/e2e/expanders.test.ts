import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { shareFile, usedUp, why } from '../support/shared.ts'
import { setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

const IMESSAGE =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0'

test('a preview by iMessage does not use up a link, a person in Pinterest does', async () => {
  const stage = await setStage()
  await stage.startBot()
  const shared = await shareFile(stage, FILES.report, 'max 1')
  const { address } = shared
  expect((await download(address, IMESSAGE)).status).toBe(200)
  const inApp = 'Mozilla/5.0 (iPhone; CPU iPhone OS 16_5 like Mac OS X) Mobile/15E148 [Pinterest/iOS]'
  expect((await download(address, inApp)).status).toBe(200)
  await usedUp(stage, shared, '1 of 1 download used')
  expect(await why(stage, shared)).toEqual(['counted', 'not counted (link preview)'])
})

test('A14: who calls themselves Slackbot has two looks, and then downloads as others do', async () => {
  const stage = await setStage()
  await stage.startBot()
  const shared = await shareFile(stage, FILES.report, 'max 1')
  const { address } = shared
  for (let n = 0; n < 3; n += 1) expect((await download(address, 'Slackbot/')).status).toBe(200)
  await usedUp(stage, shared, '1 of 1 download used')
  expect((await download(address, 'Slackbot/')).status).toBe(403)
  expect(await why(stage, shared)).toEqual([
    'counted (a link preview would not take it three times)',
    'not counted (link preview)',
    'not counted (link preview)',
  ])
})

test('who writes another browser or ip into the address is counted each time, and that is told', async () => {
  const stage = await setStage()
  await stage.startBot()
  const shared = await shareFile(stage, FILES.report, 'max 3')
  const { address } = shared
  await download(address, 'Firefox')
  await download(`${address}&request-user-agent=Slackbot-LinkExpanding+1.0`, 'Firefox')
  const [first] = stage.portal.events()
  await download(`${address}&request-x-real-ip=${first?.ip}`, 'Chrome')
  await usedUp(stage, shared, '3 of 3 downloads used')
  const forged = 'counted (faked browser or address)'
  expect((await why(stage, shared)).sort()).toEqual(['counted', forged, forged])
})

test('a program that the portal has no name for counts, and is told', async () => {
  const stage = await setStage()
  await stage.startBot()
  const shared = await shareFile(stage, FILES.report, 'max 1')
  const { address } = shared
  await download(address, 'Iframely/1.3.1 (+https://iframely.com/docs/about) Atlassian')
  await usedUp(stage, shared, '1 of 1 download used')
  expect(await why(stage, shared)).toEqual(['counted (unknown program)'])
})
