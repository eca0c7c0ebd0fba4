import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { PortalView } from '../../../pages/client/portal/portal-view.tsx'
import { refusalWords } from '../../../pages/client/portal/take.ts'
import { fileOfHash, hashOfFile } from '../../../pages/client/portal/use-file-hash.ts'
import { away } from '../../../pages/client/portal/when.tsx'
import { sizeWords } from '../../../pages/client/portal/words.ts'
import type { LinkInfo, PortalScreen } from '../../../pages/contract.ts'

const HOSTILE = '"><img src=x onerror=alert(1)>\u202e& <!channel>.docx'

const link: LinkInfo = {
  id: '9f1c2a34-5b6d-4e7f-8a90-b1c2d3e4f506',
  title: HOSTILE,
  primary: false,
  internal: true,
  denyDownload: false,
  access: 2,
  expirationDate: null,
  createdAt: '2026-07-14T12:00:00.000Z',
  hasPassword: true,
  state: 'live',
  downloads: 3,
  pageAddress: 'http://127.0.0.1:1/s/x',
  directAddress: 'http://127.0.0.1:1/filehandler.ashx?fileid=1&share=y',
}

const file = {
  id: '1',
  title: HOSTILE,
  place: HOSTILE,
  folderId: '10',
  isTrashed: false,
  bytes: 2048,
  address: 'http://127.0.0.1:1/doceditor?fileid=1',
  linkCount: 1,
}

const screen: PortalScreen = {
  now: Date.parse('2026-07-14T12:00:00Z'),
  url: 'http://127.0.0.1:1',
  settings: { version: '3.7.2' } as PortalScreen['settings'],
  files: [file],
  file: { ...file, links: [link] },
  events: [
    {
      id: 0,
      date: '2026-07-14T12:00:00.000Z',
      actionId: 5009,
      action: 'File Downloaded',
      user: HOSTILE,
      targets: ['1'],
      titles: [HOSTILE],
      linkId: link.id,
      ip: HOSTILE,
      browser: HOSTILE,
    },
  ],
  waitingEvents: 1,
  troubles: ['down', 'audit-held'],
  people: [{ id: 'u1', name: HOSTILE, kind: 'guest' }],
  places: [{ id: '101', name: HOSTILE }],
  webhook: {
    enabled: true,
    uri: HOSTILE,
    check: { status: 404, error: HOSTILE },
    deliveries: [
      {
        id: 3,
        title: HOSTILE,
        createdOn: '2026-07-14T12:00:00Z',
        state: 'waiting',
        attempts: 2,
        status: 500,
      },
      { id: 2, title: 'b', createdOn: '2026-07-14T12:00:00Z', state: 'failed', attempts: 6, status: 0 },
      { id: 1, title: 'a', createdOn: '2026-07-14T12:00:00Z', state: 'delivered', attempts: 1, status: 200 },
    ],
  },
}

const draw = (shown: PortalScreen, fileId?: string) =>
  renderToString(
    <PortalView screen={shown} fileId={fileId} isStale={false} isLost={false} act={async () => {}} />,
  )

test('whatever files, links and visitors are called stays text', () => {
  const html = draw(screen, '1')
  expect(html).not.toContain('<img')
  expect(html).not.toContain('<!channel')
  // The list, the file, its place, its link, the trail: each alone, so that a turned text turns nothing around it.
  expect(html.split('<bdi').length).toBeGreaterThan(6)
})

test('what goes wrong is told at the top, and stands as switched on', () => {
  const html = draw(screen, '1')
  expect(html).toContain('Going wrong now:</strong> Portal down, Audit trail stands still')
  // With that of the webhook.
  expect(html.match(/<input[^>]*role="switch"[^>]*aria-checked="true"/g)).toHaveLength(3)
  expect(draw({ ...screen, troubles: [] })).not.toContain('Going wrong now')
})

test('an event that has not arrived, and the flags of a link, are written out', () => {
  const html = draw(screen, '1')
  expect(html).toContain('not in the trail yet')
  for (const flag of ['Password', 'Members only']) expect(html).toContain(`class="badge">${flag}`)
  expect(html).not.toContain('class="badge">View only')
})

test('what can be done to a link names it, for there may be several', () => {
  const html = draw(screen, '1').split('<article')[1]?.split('</article>')[0] ?? ''
  const controls = html.match(/<(?:button|summary|select|a )[^>]*>/g) ?? []
  expect(controls.length).toBeGreaterThan(9)
  for (const control of controls) expect(control).toContain(`aria-describedby="link-${link.id}`)
})

test('how telling the bot went is told in words', () => {
  const html = draw(screen, '1')
  for (const words of [
    'Its address answers 404.',
    'tried 2 times, answer 500',
    'given up after 6 times, no answer',
  ])
    expect(html).toContain(words)
  const { webhook: _, ...without } = screen
  expect(draw(without)).not.toContain('Webhook')
})

test('a file in the trash can be restored, and not moved', () => {
  const shown = { ...screen, file: { ...file, isTrashed: true, links: [] } }
  expect(draw(shown, '1')).toContain('Restore</button>')
  expect(draw(shown, '1')).not.toContain('Move there')
  expect(draw(screen, '1')).toContain('Move there</button>')
})

test('without a file there is a hint, and another for one that is not there', () => {
  const { file: _, ...without } = screen
  expect(draw(without)).toContain('Choose a file')
  expect(draw(without, '9999')).toContain('The portal has no such file.')
})

test.each(['4821', 'sbox-12-abc', 'a/b#c %'])('the address of file %s leads back to it', (id) => {
  expect(fileOfHash(hashOfFile(id))).toBe(id)
})

test.each(['', '#/file/', '#/file/%E0%A4%A', '#4821'])('the address %s names no file', (hash) => {
  expect(fileOfHash(hash) || undefined).toBeUndefined()
})

test.each([
  [59_000, 'in 59 seconds'],
  [-119_000, '119 seconds ago'],
  [3 * 86_400_000 - 2000, 'in 3 days'],
  [-7_200_000, '2 hours ago'],
])('%d ms away is %s', (ms, words) => {
  expect(away(ms)).toBe(words)
})

test.each([
  [0, '0 bytes'],
  [1023, '1,023 bytes'],
  [2150, '2.1 KB'],
  [5_300_000, '5.1 MB'],
])('%d bytes are %s', (bytes, words) => {
  expect(sizeWords(bytes)).toBe(words)
})

test.each([
  [403, null, '', '403, refused: no file came'],
  [429, '5', '', '429, too many requests: come back in 5 s'],
  [
    502,
    null,
    'The portal cannot be reached: other side closed',
    '502, The portal cannot be reached: other side closed',
  ],
  [200, null, '', '200, a page of the portal instead of a file'],
  [500, null, '', '500, no file came'],
])('an answer %d without a file is told in words', (status, retryAfter, text, words) => {
  expect(refusalWords(status, retryAfter, text)).toBe(words)
})
