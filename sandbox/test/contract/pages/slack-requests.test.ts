import { describe, expect, test } from 'vitest'
import { FOLLOWED, foreignHeaders, type Sent, sendRaw } from '../../../../test/support/raw-request.ts'
import { startSlackPage } from './slack-world.ts'

const ROUTES = [
  ['GET', '/'],
  ['GET', '/portal'],
  ['GET', '/app.js'],
  ['GET', '/api/slack/stream?as=alice'],
  ['POST', '/api/slack/act?as=alice'],
  ['GET', '/api/portal/stream'],
  ['POST', '/api/portal/act'],
  ['GET', '/api/portal/visit?address=x'],
] as const

test('nothing is for pages of other sites, nor under other names', async () => {
  const { url, slack } = await startSlackPage()
  const body = JSON.stringify({ act: 'say', channel: 'general', text: 'evil' })
  for (const [method, path] of ROUTES)
    for (const headers of foreignHeaders(url)) {
      const { status, text } = await sendRaw(url + path, {
        method,
        headers,
        ...(method === 'POST' ? { body } : {}),
      })
      expect([path, headers, status]).toEqual([path, headers, 403])
      expect(text).toMatch(/^\{"ok":false,"error":"[^"]+"\}$/)
    }
  expect(slack.history('general')).toEqual([])
})

test('pages of its own, under each of its names, are let in', async () => {
  const { url } = await startSlackPage()
  const { port } = new URL(url)
  for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
    const host = `${name}:${port}`
    const headers = { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }
    expect((await sendRaw(`${url}/api/slack/stream?as=alice`, { headers })).text).toMatch(/^data: \{/)
  }
})

test('a link of another site leads to a page, and to nothing that acts or tells', async () => {
  const { url } = await startSlackPage()
  for (const [method, path] of ROUTES) {
    const { status } = await sendRaw(url + path, { method, headers: FOLLOWED })
    expect([path, status]).toEqual([path, path.startsWith('/api/') ? 403 : 200])
  }
  // A link in a mail.
  const byHand = { ...FOLLOWED, 'sec-fetch-site': 'none' }
  expect((await sendRaw(`${url}/api/portal/visit?address=x`, { headers: byHand })).status).toBe(403)
  expect((await sendRaw(url, { headers: byHand })).status).toBe(200)
})

test('HEAD of a page is answered as GET, without the page', async () => {
  const { url } = await startSlackPage()
  for (const path of ['/', '/portal', '/app.js', '/app.css']) {
    const [head, get] = [await sendRaw(url + path, { method: 'HEAD' }), await sendRaw(url + path)]
    expect([path, head.status, head.text]).toEqual([path, 200, ''])
    expect(head.headers['content-type']).toBe(get.headers['content-type'])
  }
  expect((await sendRaw(`${url}/api/portal/visit?address=x`, { method: 'HEAD' })).status).toBe(404)
})

describe('what no page of ours asks is refused', () => {
  const act = (body: unknown) => ({ method: 'POST', body: JSON.stringify(body) })
  test.each<[string, string, Sent, number]>([
    ['an unknown page', '/nowhere', {}, 404],
    ['no address', '//', {}, 400],
    ['an address with a port that is none', '//x:y/', {}, 400],
    ['a method that a page has not', '/api/slack/act?as=alice', {}, 404],
    ['nobody', '/api/slack/stream', {}, 400],
    ['somebody unknown', '/api/slack/stream?as=mallory', {}, 400],
    ['the bot', '/api/slack/stream?as=sharelink', {}, 400],
    ['an act of somebody unknown', '/api/slack/act?as=mallory', act({ act: 'home' }), 400],
    ['no JSON', '/api/slack/act?as=alice', { method: 'POST', body: '{"act"' }, 400],
    ['an unknown act', '/api/slack/act?as=alice', act({ act: 'delete' }), 400],
    ['a list', '/api/slack/act?as=alice', act([]), 400],
    ['nothing', '/api/slack/act?as=alice', act(null), 400],
    ['a text missing', '/api/slack/act?as=alice', act({ act: 'say', channel: 'general' }), 400],
    ['a number for a text', '/api/slack/act?as=alice', act({ act: 'say', channel: 1, text: 'x' }), 400],
    ['an unknown outage', '/api/slack/act?as=alice', act({ act: 'outage', kind: 'fire' }), 400],
    [
      'a click on nothing',
      '/api/slack/act?as=alice',
      act({ act: 'click', on: { kind: 'x' }, blockId: 'a', actionId: 'b' }),
      400,
    ],
    ['a body too large', '/api/slack/act?as=alice', act({ act: 'say', text: 'x'.repeat(20_000_000) }), 413],
  ])('%s', async (_, path, sent, status) => {
    const { url } = await startSlackPage()
    const answer = await sendRaw(url + path, sent)
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.text)).toEqual({ ok: false, error: expect.stringMatching(/\w/) })
  })
})
