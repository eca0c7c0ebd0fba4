import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { PortalError } from '../../../src/domain/portal-error.ts'
import { fileBytes } from '../../support/file-server.ts'
import { openGateStage, WINDOW } from '../../support/gate-stage.ts'
import { fetchBytes } from '../../support/gate-visitor.ts'

const SIZE = 400_000

let stage: Awaited<ReturnType<typeof openGateStage>>
beforeEach(async () => {
  stage = await openGateStage(inject('redisSocket'), { size: SIZE })
})
afterEach(() => stage.close())

/** Opens a stream and reads nothing of it yet. */
const begin = async (path: string, headers: Record<string, string> = {}): Promise<IncomingMessage> => {
  // A stream that is cut is reset, which its request hears of too.
  const asked = request(stage.origin + path, { headers, agent: false })
    .on('error', () => {})
    .end()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  response.on('error', () => {})
  return response
}

const read = async (response: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of response) chunks.push(chunk as Buffer)
  } catch {
    // Cut off: what came until then counts.
  }
  return Buffer.concat(chunks)
}

const fetchAll = async (path: string, headers: Record<string, string> = {}) => {
  const response = await begin(path, headers)
  return { status: response.statusCode, headers: response.headers, body: await read(response) }
}

const bytesOf = async () => (await stage.claims())[0]?.bytes

describe('a download', () => {
  it('is the whole file, and nothing of what the portal says but its bytes', async () => {
    await stage.put({})
    const { status, headers, body } = await fetchAll(await stage.claim())
    expect(status).toBe(200)
    expect(body.equals(fileBytes(0, SIZE))).toBe(true)
    expect(headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': String(SIZE),
      'content-disposition': 'attachment; filename="Q3 report.docx"',
      'accept-ranges': 'bytes',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      etag: '"v1"',
    })
    expect(headers).not.toHaveProperty('x-portal')
    expect(stage.file.hits).toHaveLength(1)
    expect(stage.file.hits[0]?.url).toContain('action=download&share=hidden-key')
    expect(stage.file.hits[0]?.headers).not.toHaveProperty('authorization')
    expect(await stage.store.claims.linkUse(stage.share)).toEqual({ asked: 1, seen: 0 })
    expect(await bytesOf()).toBe(SIZE)
    expect(stage.seen).toMatchObject({ sent: SIZE, refused: [] })
  })

  it('of eight segments at once is one download', async () => {
    await stage.put({})
    const path = await stage.claim()
    const part = SIZE / 8
    const segments = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        fetchAll(path, { range: `bytes=${at * part}-${(at + 1) * part - 1}` }),
      ),
    )
    expect(segments.map(({ status }) => status)).toEqual(Array(8).fill(206))
    expect(segments[3]?.headers['content-range']).toBe(`bytes ${3 * part}-${4 * part - 1}/${SIZE}`)
    expect(Buffer.concat(segments.map(({ body }) => body)).equals(fileBytes(0, SIZE))).toBe(true)
    expect(await stage.taken()).toBe(1)
    expect(await bytesOf()).toBe(SIZE)
  })

  it('of eight segments at once that name no end is one download, and each goes away where the next one begins', async () => {
    const size = 4_000_000
    await stage.close()
    stage = await openGateStage(inject('redisSocket'), { size })
    await stage.put({})
    const path = await stage.claim()
    const part = size / 8
    const segments = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        fetchBytes(stage.origin + path, { range: `bytes=${at * part}-` }, part),
      ),
    )
    expect(segments.map(({ status, bytes }) => status === 206 && bytes >= part)).toEqual(Array(8).fill(true))
    // What was promised and not sent is free for other parts.
    await expect.poll(bytesOf).toBeLessThan(3 * size)
    expect((await fetchAll(path, { range: 'bytes=0-0' })).status).toBe(206)
  })

  it('of parts without an end is sent three times at most, however many ask at once and at two processes', async () => {
    const other = await openGateStage(inject('redisSocket'), { size: SIZE, namespace: stage.namespace })
    await stage.put({})
    const path = await stage.claim()
    const got = await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        fetchBytes((at % 2 === 0 ? stage : other).origin + path, { range: 'bytes=1-' }),
      ),
    )
    await other.close()
    const sent = got.reduce((sum, { status, bytes }) => sum + (status === 206 ? bytes : 0), 0)
    expect(sent).toBeLessThanOrEqual(3 * SIZE)
    await expect.poll(bytesOf).toBeGreaterThan(2.9 * SIZE)
    expect(await bytesOf()).toBeLessThanOrEqual(3 * SIZE)
    expect(await stage.taken()).toBe(1)
  })

  it('of a part without an end is whole where nothing was taken before', async () => {
    await stage.put({})
    const path = await stage.claim()
    for (let time = 0; time < 3; time += 1)
      expect((await fetchAll(path, { range: 'bytes=0-' })).body.equals(fileBytes(0, SIZE))).toBe(true)
    expect((await fetchAll(path, { range: 'bytes=0-' })).status).toBe(410)
    expect(await bytesOf()).toBe(3 * SIZE)
  })

  it('that was cut off goes on where it was, and is one download', async () => {
    await stage.put({})
    const path = await stage.claim()
    // More than is read ahead, so that the end is not noticed before the beginning is sent.
    stage.file.state.mood = { cutAfter: 300_000 }
    const first = await fetchAll(path)
    expect(first.body.length).toBeLessThan(SIZE)
    stage.file.state.mood = {}
    const rest = await fetchAll(path, {
      range: `bytes=${first.body.length}-`,
      'if-range': first.headers.etag ?? '',
    })
    expect(rest.status).toBe(206)
    expect(Buffer.concat([first.body, rest.body]).equals(fileBytes(0, SIZE))).toBe(true)
    expect(await stage.taken()).toBe(1)
    // What did not come the first time may come still.
    await expect.poll(bytesOf).toBeLessThanOrEqual(SIZE + 300_000)
  })

  it('begins anew where the file was changed meanwhile', async () => {
    await stage.put({})
    const path = await stage.claim()
    const { status, body } = await fetchAll(path, { range: 'bytes=5-', 'if-range': '"older"' })
    expect([status, body.length]).toEqual([200, SIZE])
  })

  it.each(['"v2"', 'W/"v1"', 'old-unquoted'])(
    'begins anew where the portal does not look whether the file is still %s',
    async (validator) => {
      await stage.put({})
      stage.file.state.mood = { ignoresIfRange: true }
      const path = await stage.claim()
      const { status, body } = await fetchAll(path, { range: 'bytes=5-', 'if-range': validator })
      expect([status, body.length]).toEqual([200, SIZE])
    },
  )

  it('goes on where the file is the same', async () => {
    await stage.put({})
    const path = await stage.claim()
    const { status, body } = await fetchAll(path, { range: 'bytes=5-', 'if-range': '"v1"' })
    expect([status, body.length]).toEqual([206, SIZE - 5])
  })

  it('of the last bytes is asked for by a number, and leaves nothing that would hide another use of the key', async () => {
    await stage.put({})
    const path = await stage.claim()
    const { status, body, headers } = await fetchAll(path, { range: 'bytes=-5' })
    expect([status, body.equals(fileBytes(SIZE - 5, SIZE))]).toEqual([206, true])
    expect(headers['content-range']).toBe(`bytes ${SIZE - 5}-${SIZE - 1}/${SIZE}`)
    expect(stage.file.hits[0]?.headers.range).toBe(`bytes=${SIZE - 5}-${SIZE - 1}`)
    expect(await stage.store.claims.linkUse(stage.share)).toEqual({ asked: 0, seen: 0 })
  })

  it('of the last bytes is the whole file where its size is another than it was, or not known', async () => {
    await stage.put({})
    const path = await stage.claim()
    stage.file.state.size = SIZE + 7
    expect(await fetchAll(path, { range: 'bytes=-5' })).toMatchObject({ status: 200 })
    stage.file.state.size = SIZE
    await stage.change({ fileBytes: null })
    const { status, body } = await fetchAll(path, { range: 'bytes=-5' })
    expect([status, body.length]).toEqual([200, SIZE])
  })

  it('by `Range: bytes=1-` counts like any other', async () => {
    await stage.put({ terms: { ...stage.share.terms, limit: 1 } })
    const { status, body } = await fetchAll(await stage.claim(), { range: 'bytes=1-' })
    expect([status, body.length]).toEqual([206, SIZE - 1])
    expect(await stage.taken()).toBe(1)
    expect((await stage.press()).status).toBe(410)
  })

  it('of several ranges at once is served as a whole', async () => {
    await stage.put({})
    const { status, body } = await fetchAll(await stage.claim(), { range: 'bytes=0-1,5-6' })
    expect([status, body.length]).toEqual([200, SIZE])
    expect(stage.file.hits[0]?.headers).not.toHaveProperty('range')
  })

  it('of a part that the file does not have is none, and takes nothing', async () => {
    await stage.put({})
    const path = await stage.claim()
    const { status, headers } = await fetchAll(path, { range: `bytes=${SIZE}-` })
    expect([status, headers['content-range']]).toEqual([416, `bytes */${SIZE}`])
    expect(await bytesOf()).toBe(0)
    // The portal's own storage says no more than that the request is bad.
    stage.file.state.mood = { status: 400, once: true }
    expect((await fetchAll(path, { range: `bytes=${SIZE}-` })).status).toBe(416)
    expect((await fetchAll(path)).status).toBe(200)
  })

  it('of which the portal does not say how long it is ends where it should', async () => {
    await stage.put({})
    stage.file.state.mood = { isChunked: true }
    const path = await stage.claim()
    expect((await fetchAll(path)).body.equals(fileBytes(0, SIZE))).toBe(true)
    expect(await bytesOf()).toBe(SIZE)
    stage.file.state.size = 50 * SIZE
    expect((await fetchAll(path)).body.length).toBeLessThan(3 * SIZE)
  })

  it('is sent three times at most, and then no more', async () => {
    await stage.put({})
    const path = await stage.claim()
    for (let time = 0; time < 3; time += 1) expect((await fetchAll(path)).status).toBe(200)
    const { status, body } = await fetchAll(path, { range: 'bytes=0-0' })
    expect(status).toBe(410)
    expect(body.toString()).toContain('was sent already')
    expect(await stage.taken()).toBe(1)
  })

  it('asked for by HEAD is described, and nothing comes of it', async () => {
    await stage.put({})
    const path = await stage.claim()
    const got = await fetchAll(path)
    const hits = stage.file.hits.length
    const head = await stage.ask(path, {}, 'HEAD')
    const { etag: _, date: __, connection: ___, ...about } = got.headers
    expect(head).toMatchObject({ status: 200, headers: about, text: '' })
    expect(stage.file.hits).toHaveLength(hits)
    expect(await bytesOf()).toBe(SIZE)
  })

  it('replayed after its window gives nothing', async () => {
    await stage.put({})
    const path = await stage.claim()
    stage.clock.now += WINDOW
    const { status, body } = await fetchAll(path)
    expect([status, stage.file.hits.length]).toEqual([410, 0])
    expect(body.toString()).toContain('This download has expired')
  })

  it('at a storage that the portal redirects to is followed there, without more than its address', async () => {
    await stage.put({})
    const path = await stage.claim()
    const { file } = stage
    file.state.mood = { storage: `${file.origin}/bucket/x?signed=1` }
    const { body } = await fetchAll(path, { range: 'bytes=10-19' })
    expect(body.equals(fileBytes(10, 20))).toBe(true)
    expect(file.hits.at(-1)?.url).toBe('/bucket/x?signed=1')
  })
})

describe('where the portal gives nothing', () => {
  it.each([
    ['is down', { fault: 'drop' }],
    ['fails', { status: 502 }],
    ['refuses', { status: 403 }],
    ['does not answer', { fault: 'hang' }],
    ['sends a page in its place', { headers: { 'content-type': 'text/html' }, status: 200 }],
    ['sends another kind of page', { headers: { 'content-type': 'Application/XHTML+xml' }, status: 200 }],
    ['sends nothing in its place', { status: 200 }],
    [
      'sends nothing, and does not say so before',
      { status: 200, headers: { 'transfer-encoding': 'chunked' } },
    ],
    ['leads elsewhere', { status: 302, headers: { location: 'file:///etc/passwd' } }],
    ['breaks off before the first byte', { cutAfter: 0 }],
    ['leads round in circles', { status: 302, headers: { location: '/again' } }],
  ] as const)('and %s, the download is given back', async (_, mood) => {
    await stage.put({ terms: { ...stage.share.terms, limit: 1 } })
    const path = await stage.claim()
    stage.file.state.mood = mood
    const { status, headers, body } = await fetchAll(path)
    expect([status, headers['retry-after']]).toEqual([503, '30'])
    expect(body.toString()).toContain('No download was used up')
    expect(await stage.taken()).toBe(0)
    expect(stage.seen).toMatchObject({ refused: ['portal'] })
    stage.file.state.mood = {}
    expect((await fetchAll(path)).body.toString()).toContain('This download was not used')
    expect((await fetchAll(await stage.claim())).status).toBe(200)
  })

  it('because its connection broke, it is asked once more, and that is noted too', async () => {
    await stage.put({})
    const path = await stage.claim()
    stage.file.state.mood = { fault: 'drop', once: true }
    expect(await fetchAll(path)).toMatchObject({ status: 200 })
    expect(stage.file.hits).toHaveLength(2)
    expect(await stage.store.claims.linkUse(stage.share)).toEqual({ asked: 2, seen: 0 })
  })

  it('in the middle of it, the download stays open', async () => {
    await stage.put({})
    const path = await stage.claim()
    stage.file.state.mood = { cutAfter: 300_000 }
    await fetchAll(path)
    stage.file.state.mood = { status: 500 }
    expect((await fetchAll(path)).status).toBe(503)
    expect(await stage.taken()).toBe(1)
    stage.file.state.mood = {}
    expect((await fetchAll(path)).status).toBe(200)
  })
})

it('a portal that breaks off while the first byte is being noted has the visitor try again, and nothing is used up', async () => {
  await stage.close()
  stage = await openGateStage(inject('redisSocket'), {
    size: SIZE,
    wrapFetch: (fetchFile) => async (file, asked) => {
      const answer = await fetchFile(file, asked)
      answer.body.destroy(new Error('broken off'))
      return answer
    },
  })
  await stage.put({})
  const { status, body } = await fetchAll(await stage.claim())
  expect(status).toBe(503)
  expect(body.toString()).toContain('No download was used up')
  expect(await stage.taken()).toBe(0)
})

describe('while the link of a share is replaced', () => {
  const later = 'later-key'
  /** The portal knows the former link no more, and the record of the share changes while it is asked for. */
  const replacedMeanwhile = async (key: string | null): Promise<string> => {
    await stage.close()
    stage = await openGateStage(inject('redisSocket'), {
      size: SIZE,
      wrapFetch: (fetchFile) => async (file, asked) => {
        if (file.key === later) return fetchFile(file, asked)
        await stage.change({ key })
        throw new PortalError('not-found', 'x', { status: 404 })
      },
    })
    await stage.put({ terms: { ...stage.share.terms, limit: 1 } })
    return stage.claim()
  }

  it('a download is given back', async () => {
    await stage.put({ key: null })
    const { status, body } = await fetchAll(await stage.claim())
    expect([status, await stage.taken()]).toEqual([503, 0])
    expect(body.toString()).toContain('No download was used up')
  })

  it('a download that was asked for by the former link is had by the new one', async () => {
    const { status, body } = await fetchAll(await replacedMeanwhile(later))
    expect([status, body.length, await stage.taken()]).toEqual([200, SIZE, 1])
    expect(stage.file.hits.map(({ url }) => url)).toEqual([expect.stringContaining(later)])
  })

  it('and the new one is not there yet, it is given back', async () => {
    expect((await fetchAll(await replacedMeanwhile(null))).status).toBe(503)
    expect(await stage.taken()).toBe(0)
  })
})

it('a visitor who leaves before the first byte may come again, and does not use the download up', async () => {
  await stage.close()
  const visit: { leave: () => void; isOver: () => boolean } = { leave: () => {}, isOver: () => false }
  stage = await openGateStage(inject('redisSocket'), {
    size: SIZE,
    wrapFetch: (fetchFile) => (file, asked) => {
      visit.isOver = () => asked.signal.aborted
      return fetchFile(file, asked)
    },
    wrapClaims: (claims) => ({
      ...claims,
      begin: async (...asked) => {
        const beginning = await claims.begin(...asked)
        visit.leave()
        await expect.poll(visit.isOver).toBe(true)
        return beginning
      },
    }),
  })
  await stage.put({})
  const path = await stage.claim()
  const asked = request(stage.origin + path, { agent: false }).on('error', () => {})
  visit.leave = () => asked.destroy()
  asked.end()
  await expect.poll(() => visit.isOver()).toBe(true)
  await expect.poll(() => stage.seen.streams).toBe(0)
  await expect.poll(stage.claims).toEqual([expect.objectContaining({ begunAt: null, bytes: 0 })])
})

describe('a stream that runs', () => {
  const revoked = { state: 'revoking', end: { reason: 'manual', by: 'U1', decidedAt: 0, verifiedAt: null } }

  it('is cut within a second once its share is revoked, and nothing follows it', async () => {
    await stage.put({})
    const path = await stage.claim()
    stage.file.state.mood = { silentAfter: 1_000 }
    const running = await begin(path)
    await once(running, 'readable')
    await stage.change(revoked)
    const at = performance.now()
    await read(running)
    expect(running.complete).toBe(false)
    expect(performance.now() - at).toBeLessThan(1_000)
    stage.file.state.mood = {}
    const hits = stage.file.hits.length
    const { status, body } = await fetchAll(path)
    expect([status, stage.file.hits.length]).toEqual([410, hits])
    expect(body.toString()).toContain('This link is closed')
    await expect.poll(() => stage.seen.streams).toBe(0)
  })

  it.each(['limit', 'expired'] as const)(
    'goes on when its share ends by its own terms (%s)',
    async (reason) => {
      await stage.put({})
      const path = await stage.claim()
      stage.file.state.mood = { silentAfter: 1_000 }
      const running = await begin(path)
      await stage.change({ state: 'revoked', end: { ...revoked.end, reason } })
      let isOver = false
      running.once('close', () => {
        isOver = true
      })
      // A later one is cut by the same looks that spare this one.
      const other = await openGateStage(inject('redisSocket'), { size: SIZE })
      await other.put({})
      await other.close()
      expect(isOver).toBe(false)
      running.destroy()
    },
  )

  it('is cut when the gate closes', async () => {
    await stage.put({})
    stage.file.state.mood = { silentAfter: 1_000 }
    const running = await begin(await stage.claim())
    stage.gate.close()
    await read(running)
    expect(running.complete).toBe(false)
  })

  it('is taken by a slow reader no faster than they read, and fills no memory', async () => {
    await stage.close()
    stage = await openGateStage(inject('redisSocket'), { size: 200_000_000 })
    await stage.put({})
    const readers = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const response = await begin(await stage.claim())
        response.pause()
        return response
      }),
    )
    let before = -1
    // Until nothing more is fetched.
    await expect
      .poll(
        () => {
          const same = stage.file.sent() === before
          before = stage.file.sent()
          return same
        },
        { interval: 300 },
      )
      .toBe(true)
    // Buffers of the system's connections between the three of us, and a little of ours.
    expect(stage.file.sent()).toBeLessThan(3 * 16_000_000)
    for (const response of readers) response.destroy()
    await expect.poll(() => stage.seen.streams).toBe(0)
    await expect.poll(async () => (await stage.claims()).every(({ bytes }) => bytes < 16_000_000)).toBe(true)
  })
})

it('with Redis down nothing is given, and the page says to try again', async () => {
  await stage.put({})
  const path = await stage.claim()
  stage.redis.disconnect()
  const got = await fetchAll(path)
  expect([got.status, got.headers['retry-after'], stage.file.hits.length]).toEqual([503, '30', 0])
  expect(got.body.toString()).toContain('If a download was taken just now, it is kept for you')
  expect(await stage.press()).toMatchObject({ status: 503 })
  expect(await stage.ask(stage.page)).toMatchObject({ status: 503 })
  expect(stage.seen.refused).toEqual(['store', 'store', 'store'])
})

it('with Redis going down between the portal and the first byte nothing is given', async () => {
  await stage.put({})
  const path = await stage.claim()
  stage.file.state.mood = { fault: 'hang' }
  const asked = fetchAll(path)
  await expect.poll(() => stage.file.hits.length).toBe(1)
  stage.redis.disconnect()
  expect((await asked).status).toBe(503)
  expect(stage.seen.sent).toBe(0)
})
