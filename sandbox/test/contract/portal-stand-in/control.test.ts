import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { FILES, USERS } from '../../../portal/seed-ids.ts'
import type { Portal } from '../../../portal/types.ts'
import { client, type Got, NOON, portalForTest } from './portal-under-test.ts'

const call = async (portal: Portal, name: string, args?: unknown) => {
  const init = args === undefined ? {} : { method: 'POST', body: JSON.stringify(args) }
  const got = await fetch(`${portal.url}/__control/${name}`, init)
  const json: Got['json'] = await got.json().catch(() => undefined)
  return { status: got.status, json }
}

test('by HTTP without a key: add, fault, emit, edit, read', async () => {
  const portal = await portalForTest({ seed: 'empty' })
  const file = (await call(portal, 'addFile', { title: 'New.docx', content: 'hello' })).json
  expect((await call(portal, 'digest', [file.id])).json.bytes).toBe(5)
  const link = (await call(portal, 'addLink', [file.id, { title: 'By hand' }])).json
  await call(portal, 'editLink', [file.id, link.id, { access: 10 }])
  expect((await call(portal, 'links', [file.id])).json).toMatchObject([{ access: 10, title: 'By hand' }])
  await call(portal, 'emit', { target: file.id, at: '2026-07-14T11:00:00Z', userId: USERS.member })
  expect((await call(portal, 'events')).json.at(-1)).toMatchObject({
    date: '2026-07-14T11:00:00.000Z',
    actionId: 5009,
  })
  await call(portal, 'fault', { path: '/api/2.0/people/*', action: { kind: 'status', status: 503 } })
  expect((await client(portal).get('/api/2.0/people/@self')).status).toBe(503)
  await call(portal, 'configure', { version: '3.5.0' })
  expect((await call(portal, 'state')).json.settings.version).toBe('3.5.0')
  expect((await call(portal, 'requests')).json).toHaveLength(1)
})

test('a control call that is wrong says so and does nothing', async () => {
  const portal = await portalForTest()
  expect((await call(portal, 'links', ['4821'])).json).toEqual([])
  expect((await call(portal, 'toString')).status).toBe(404)
  const wrong = await call(portal, 'deleteLink', ['4821', 'nope'])
  expect(wrong).toEqual({ status: 400, json: { error: 'The stand-in portal has no link nope on 4821' } })
})

test('the state is JSON and starts another portal that goes on', async () => {
  const portal = await portalForTest()
  const link = portal.addLink(FILES.zip)
  portal.emit({ target: FILES.zip })
  const state = JSON.parse(JSON.stringify(portal.state))
  expect(state).toEqual(portal.state)
  const next = await portalForTest({ state, now: () => NOON })
  expect(next.requestToken(link.id)).toBe(portal.requestToken(link.id))
  expect((await fetch(next.directLink(FILES.zip, link.id))).status).toBe(200)
  const [before, after] = next.events().slice(-2)
  expect(after?.id).toBe((before?.id ?? 0) + 1)
})

test.each(['SIGTERM', 'SIGINT'] as const)('by hand it prints its address and ends on %s', async (signal) => {
  const program = spawn(process.execPath, [
    ...['--import', './src/typescript.mjs'],
    ...['sandbox/portal/main.ts', '--port', '0'],
  ])
  onTestFinished(() => void program.kill('SIGKILL'))
  let printed = ''
  for await (const chunk of program.stdout) {
    printed += String(chunk)
    if (printed.includes('/__control/emit')) break
  }
  const url = /at (http:\S+)/.exec(printed)?.[1]
  expect((await fetch(`${url}/api/2.0/settings/version/build`)).status).toBe(200)
  expect(printed).toContain('sk-')
  const exit = once(program, 'exit')
  program.kill(signal)
  expect(await exit).toEqual([0, null])
})
