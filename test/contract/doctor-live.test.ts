import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { startPortal } from '../../sandbox/portal/server.ts'
import type { Fault, Portal } from '../../sandbox/portal/types.ts'
import type { Finding } from '../../src/doctor/finding.ts'
import { doctorLive } from '../../src/doctor-live.ts'

const LINKS = '/api/2.0/files/file/*/links'
/** As long as an event is waited for that never comes. */
const TRAIL_MS = 400

const play = async (portal: Portal, file: string = FILES.report, signal = new AbortController().signal) => {
  const findings: Finding[] = []
  const env = { DOCSPACE_URL: portal.url, DOCSPACE_API_KEY: portal.adminKey }
  const tell = (finding: Finding) => void findings.push(finding)
  await doctorLive(env, '/nowhere/.env', { file, tell, signal, trailMs: TRAIL_MS })
  return findings
}

const isWrong = ({ verdict }: Finding) => verdict !== 'pass'
const set = (settings: object) => (portal: Portal) => void Object.assign(portal.state.settings, settings)
const lie = (how: 'other-end' | 'no-response' | 'does-nothing', body?: Fault['body']) => (portal: Portal) =>
  portal.fault({ method: 'PUT', path: LINKS, action: { kind: 'lie', how }, ...(body && { body }) })

test('on a portal as the app assumes it, nothing differs, and nothing is left of it', async ({
  onTestFinished,
}) => {
  const portal = await startPortal()
  onTestFinished(portal.close)
  const findings = await play(portal)
  expect(findings.filter(isWrong)).toEqual([])
  expect(findings.map(({ check }) => check)).toEqual([
    'live.file',
    'live.link',
    'live.download',
    'live.download',
    'live.trail',
    'live.attribution',
    'live.trail',
    'live.attribution',
    'live.end',
    'live.end',
  ])
  expect(portal.links(FILES.report)).toEqual([])
})

test.each<[string, (portal: Portal) => void, string, RegExp]>([
  ['whose clock is ten minutes slow', set({ clockSkewMs: -600_000 }), '', /./],
  ['whose trail is late', set({ auditHeld: true }), 'live.trail', /shows no download within 0\.\d s/],
  [
    'that keeps little of an address',
    set({ auditPageLength: 90 }),
    'live.attribution',
    /doesn't name the link/,
  ],
  [
    'that makes links internal',
    set({ externalSharing: 'internal-only' }),
    'live.link',
    /made the link internal/,
  ],
  ['that gives links another end', lie('other-end', { access: 2 }), 'live.link', /another end: \d{4}-/],
  [
    'that answers without the link',
    lie('no-response', { access: 2 }),
    'live.link',
    /answers without the link/,
  ],
  ['that does not revoke', lie('does-nothing', { access: 0 }), 'live.end', /still among the file's links/],
  ['without the trail in its plan', set({ audit: 'none' }), 'live.trail', /./],
])('a portal %s is told, and the link removed', async (_, build, check, found) => {
  const portal = await startPortal()
  try {
    for (let n = 0; n < 20; n++) portal.emit({ target: FILES.pdf, actionId: 5009 })
    build(portal)
    const wrong = (await play(portal)).filter(isWrong)
    if (check === '') expect(wrong).toEqual([])
    else {
      expect(wrong).toContainEqual(
        expect.objectContaining({
          check,
          verdict: 'fail',
          found: expect.stringMatching(found),
          remedy: expect.stringMatching(/\w/),
        }),
      )
    }
    expect(portal.links(FILES.report)).toEqual([])
  } finally {
    await portal.close()
  }
})

test('a file that may not be shared is told, and no link is made', async ({ onTestFinished }) => {
  const portal = await startPortal()
  onTestFinished(portal.close)
  expect(await play(portal, FILES.dataRoomFile)).toMatchObject([
    { check: 'live.file', verdict: 'fail', found: expect.stringMatching(/virtual data room/) },
  ])
  expect(portal.requests({ method: 'PUT' })).toEqual([])
})

test('a stop in the middle removes the link', async ({ onTestFinished }) => {
  const portal = await startPortal({ settings: { auditHeld: true } })
  onTestFinished(portal.close)
  const stopping = new AbortController()
  const playing = play(portal, FILES.report, stopping.signal)
  await portal.waitForRequest({ path: '/filehandler.ashx' })
  stopping.abort()
  expect((await playing).at(-1)).toMatchObject({ check: 'live.end', found: 'What was made is removed.' })
  expect(portal.links(FILES.report)).toEqual([])
})
