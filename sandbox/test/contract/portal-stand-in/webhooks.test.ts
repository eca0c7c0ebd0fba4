import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { FILES, ROOMS, ROOTS, USERS } from '../../../portal/seed-ids.ts'
import type { Portal } from '../../../portal/types.ts'
import { NOON, portalForTest, untilPortal } from './portal-under-test.ts'

const SECRET = 'Secret-of-the-hook-1'
const GUEST = '712d9ec3-5d2b-4b13-824f-71f00191dcca'

type Came = { method: string; body: string; headers: Record<string, string | string[] | undefined> }

/** Somebody's webhook address: answers with the statuses given, then 200, and keeps what came. */
const receiver = async (...statuses: number[]) => {
  const came: Came[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { method = '', headers } = request
    came.push({ method, headers, body: Buffer.concat(chunks).toString('utf8') })
    response.writeHead(method === 'POST' ? (statuses.shift() ?? 200) : 200).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
  return { uri, came, posts: () => came.filter(({ method }) => method === 'POST') }
}

const deliveries = (portal: Portal) => portal.webhooks().flatMap((hook) => hook.deliveries)
const settled = (portal: Portal, count: number) =>
  untilPortal(portal, () => {
    const ended = portal.state.deliveries.filter(({ state }) => state !== 'waiting')
    return ended.length >= count ? ended : undefined
  })
const read = ({ body }: Came) => JSON.parse(body)
const quick = { settings: { webhookRetryMs: 1 } }

test('an address is tried with HEAD, and what came of it is kept', async () => {
  const portal = await portalForTest()
  const { uri, came } = await receiver()
  const hook = await portal.addWebhook({ uri, secretKey: SECRET, name: 'Ours' })
  expect(came).toMatchObject([{ method: 'HEAD', body: '' }])
  expect(hook).toMatchObject({
    id: 1,
    name: 'Ours',
    enabled: true,
    checked: { at: NOON.toISOString(), status: 200, error: null },
  })
  const deaf = await portal.addWebhook({ uri: 'http://127.0.0.1:1/', secretKey: SECRET })
  expect(deaf.checked).toMatchObject({ status: 0, error: expect.any(String) })
})

test('a download is told: body, header and signature as the contract has them', async () => {
  const portal = await portalForTest()
  const { uri, posts } = await receiver()
  await portal.addWebhook({ uri, secretKey: SECRET, name: 'Ours', triggers: 2 ** 34 })
  const link = portal.addLink(FILES.zip)
  expect((await fetch(portal.directLink(FILES.zip, link.id))).status).toBe(200)
  await settled(portal, 1)
  const [post] = posts()
  if (!post) throw new Error('nothing came')
  expect(read(post)).toEqual({
    event: {
      id: 1,
      createOn: '2026-07-14T12:00:00Z',
      createBy: GUEST,
      trigger: 'file.downloaded',
      triggerId: 17_179_869_184,
    },
    payload: {
      id: Number(FILES.zip),
      title: 'Press kit.zip',
      parentId: Number(ROOTS.myOwner),
      rootFolderId: Number(ROOTS.myOwner),
      rootFolderType: 5,
      fileEntryType: 2,
      version: 1,
      created: NOON.toISOString(),
      updated: NOON.toISOString(),
    },
    webhook: { id: 1, name: 'Ours', url: uri, triggers: ['file.downloaded'] },
  })
  expect(post.body).not.toContain(portal.requestToken(link.id))
  const hash = createHmac('sha256', SECRET).update(post.body).digest('hex').toUpperCase()
  expect(post.headers).toMatchObject({
    'x-docspace-signature-256': `sha256=${hash}`,
    'content-type': 'application/json; charset=utf-8',
  })
  expect(deliveries(portal)).toMatchObject([{ state: 'delivered', attempts: [{ status: 200, error: null }] }])
})

test('fires for 5009, 5010 and 5062, not for looking, links, folders, or what its owner may not read', async () => {
  const portal = await portalForTest()
  const { uri } = await receiver()
  await portal.addWebhook({ uri, secretKey: SECRET })
  const api = (path: string) => fetch(`${portal.url}${path}`)
  const { id } = portal.addLink(FILES.png)
  const share = portal.requestToken(id)
  await api(`/filehandler.ashx?action=view&fileid=${FILES.png}&share=${share}`)
  await api(`/filehandler.ashx?action=download&fileid=${FILES.png}&share=${share}&version=1`)
  portal.emit({ actionId: 5010, target: FILES.thirdParty, userId: USERS.member })
  portal.emit({ actionId: 5057, target: ROOMS.marketing })
  portal.emit({ target: FILES.memberFile })
  portal.emit({ target: FILES.roomDocx })
  await settled(portal, 3)
  expect(portal.events().map(({ actionId }) => actionId)).toEqual([5091, 5064, 5062, 5010, 5057, 5009, 5009])
  expect(deliveries(portal).map(({ payload, createdBy }) => [payload.id, createdBy])).toEqual([
    [Number(FILES.png), GUEST],
    [FILES.thirdParty, USERS.member],
    [Number(FILES.roomDocx), GUEST],
  ])
})

test('one file, one trigger, switched off, or a version without it', async () => {
  const portal = await portalForTest()
  const { uri, posts } = await receiver()
  await portal.addWebhook({ uri, secretKey: SECRET, name: 'folders', triggers: 2 ** 35 })
  await portal.addWebhook({ uri, secretKey: SECRET, name: 'one', targetId: FILES.zip })
  const off = await portal.addWebhook({ uri, secretKey: SECRET, name: 'off' })
  await portal.changeWebhook(off.id, { enabled: false })
  portal.emit({ target: FILES.report })
  portal.emit({ target: FILES.zip })
  portal.configure({ version: '3.5.0' })
  portal.emit({ target: FILES.zip })
  await settled(portal, 1)
  expect(portal.state.deliveries).toHaveLength(1)
  expect(posts().map((post) => read(post).webhook)).toMatchObject([
    { name: 'one', triggers: ['*'], target: { id: Number(FILES.zip), type: 'file' } },
  ])
})

test('a failure is tried again, as another body with another signature; the id stays', async () => {
  const portal = await portalForTest(quick)
  const { uri, posts } = await receiver(500, 503)
  await portal.addWebhook({ uri, secretKey: SECRET })
  portal.emit({ target: FILES.zip })
  await settled(portal, 1)
  const bodies = posts().map(read)
  expect(bodies.map(({ event }) => event.id)).toEqual([1, 1, 1])
  expect(bodies.map(({ webhook }) => webhook.retryCount)).toEqual([undefined, 1, 2])
  expect(bodies[0].webhook).not.toHaveProperty('lastFailureOn')
  expect(bodies[2].webhook).toMatchObject({
    retryOn: '2026-07-14T12:00:00Z',
    lastFailureOn: '2026-07-14T12:00:00Z',
    lastFailureContent: 'Response status code does not indicate success: 503 (Service Unavailable).',
  })
  const signatures = posts().map(({ headers }) => headers['x-docspace-signature-256'])
  expect(new Set(signatures).size).toBe(3)
  expect(portal.webhooks()).toMatchObject([
    {
      lastSuccessOn: NOON.toISOString(),
      lastFailureOn: NOON.toISOString(),
      deliveries: [{ state: 'delivered', attempts: [{ status: 500 }, { status: 503 }, { status: 200 }] }],
    },
  ])
})

test('after five retries it is given up; 410 deletes the webhook', async () => {
  const portal = await portalForTest(quick)
  const { uri, posts } = await receiver(...Array<number>(6).fill(500), 410)
  await portal.addWebhook({ uri, secretKey: SECRET })
  portal.emit({ target: FILES.zip })
  await settled(portal, 1)
  expect(posts()).toHaveLength(6)
  expect(deliveries(portal)).toMatchObject([{ state: 'failed' }])
  portal.emit({ target: FILES.zip })
  await settled(portal, 2)
  expect([posts().length, portal.webhooks()]).toEqual([7, []])
})

test('more than three days without success disable it', async () => {
  let time = NOON
  const portal = await portalForTest({ ...quick, now: () => time })
  const { uri } = await receiver(500)
  await portal.addWebhook({ uri, secretKey: SECRET })
  time = new Date(NOON.getTime() + 3 * 24 * 3_600_000 + 1)
  portal.emit({ target: FILES.zip })
  await settled(portal, 1)
  expect(portal.webhooks()).toMatchObject([{ enabled: false, deliveries: [{ attempts: [{ status: 500 }] }] }])
})

test('each delivery takes its own time: they come unordered, however late the rows are', async () => {
  const rolls = [0, 1, 0, 0]
  const portal = await portalForTest({
    random: () => rolls.shift() ?? 0,
    seed: 'empty',
    settings: { auditHeld: true, webhookDelayMs: { min: 0, max: 200 } },
  })
  const file = portal.addFile({ title: 'A.zip' })
  const { uri, posts } = await receiver()
  await portal.addWebhook({ uri, secretKey: SECRET })
  // Two draws each: how late the row is, and how late the delivery.
  portal.emit({ target: file.id })
  portal.emit({ target: file.id })
  await settled(portal, 2)
  expect(posts().map((post) => read(post).event.id)).toEqual([2, 1])
  expect(portal.events()).toEqual([])
})

test('what waits when the portal stops is sent after the next start', async () => {
  const first = await portalForTest({ settings: { webhookDelayMs: { min: 60_000, max: 60_000 } } })
  const { uri, posts } = await receiver()
  await first.addWebhook({ uri, secretKey: SECRET })
  first.emit({ target: FILES.zip })
  await first.close()
  const state = JSON.parse(JSON.stringify(first.state))
  const next = await portalForTest({ state, settings: { webhookDelayMs: { min: 0, max: 0 } } })
  await settled(next, 1)
  expect(posts()).toHaveLength(1)
})

test('by HTTP: the answer waits for the HEAD, and removed is removed', async () => {
  const portal = await portalForTest()
  const { uri } = await receiver()
  const control = async (name: string, args?: unknown) => {
    const init = args === undefined ? {} : { method: 'POST', body: JSON.stringify(args) }
    return (await fetch(`${portal.url}/__control/${name}`, init)).json()
  }
  expect(await control('addWebhook', { uri, secretKey: SECRET })).toMatchObject({
    id: 1,
    checked: { status: 200 },
  })
  expect(await control('changeWebhook', [7, { enabled: false }])).toEqual({
    error: 'The stand-in portal has no webhook 7',
  })
  await control('removeWebhook', [1])
  expect(await control('webhooks')).toEqual([])
})
