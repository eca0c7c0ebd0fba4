import { describe, expect, it } from 'vitest'
import { PortalError } from '../../../src/domain/portal-error.ts'
import { readResponse, readRetryAfter } from '../../../src/portal/response.ts'

const ENVELOPE = JSON.stringify({ error: { message: 'secret words' }, status: 1, statusCode: 404 })
const VALIDATION = JSON.stringify({
  response: { title: 'x', status: 400, errors: {} },
  status: 1,
  statusCode: 400,
})
const PROBLEM = JSON.stringify({ type: 'about:blank', title: 'Not Found', status: 404 })

const kindOf = (status: number, text: string): string => {
  try {
    readResponse({ label: 'GET it', status, text, retryAfterMs: null })
    return 'good'
  } catch (error) {
    if (!(error instanceof PortalError)) throw error
    expect(error.status).toBe(status)
    expect(error.message).not.toContain('secret')
    return error.kind
  }
}

describe('readResponse', () => {
  it.each([
    [200, '{}', 'good'],
    [200, '', 'bad-response'],
    [200, '<html>log in</html>', 'bad-response'],
    [200, '"secret"', 'bad-response'],
    [200, '[]', 'bad-response'],
    [200, 'null', 'bad-response'],
    [201, '{}', 'bad-response'],
    [204, '', 'bad-response'],
    [302, '', 'bad-response'],
    [304, '', 'bad-response'],
    [400, VALIDATION, 'rejected'],
    [400, ENVELOPE, 'rejected'],
    [401, '', 'unauthorized'],
    [402, '', 'plan'],
    [403, '', 'scope'],
    [403, PROBLEM, 'scope'],
    [403, '<html>secret</html>', 'scope'],
    [403, ENVELOPE, 'forbidden'],
    [404, ENVELOPE, 'not-found'],
    [404, '', 'unavailable'],
    [404, PROBLEM, 'unavailable'],
    [404, '<html>secret</html>', 'unavailable'],
    [408, '', 'unavailable'],
    [413, '', 'rejected'],
    [415, '', 'rejected'],
    [429, '', 'rate-limited'],
    [500, ENVELOPE, 'unavailable'],
    [502, '<html>secret</html>', 'unavailable'],
    [503, '', 'unavailable'],
  ])('%d %s -> %s', (status, text, kind) => {
    expect(kindOf(status, text)).toBe(kind)
  })
})

describe('readRetryAfter', () => {
  const now = Date.UTC(2026, 6, 14, 12)

  it.each([
    ['7', 7_000],
    [' 7 ', 7_000],
    ['0', 0],
    ['86400', 900_000],
    ['9'.repeat(400), 900_000],
    ['-5', null],
    ['1e9', null],
    ['soon', null],
    ['', null],
    ['Tue, 14 Jul 2026 12:00:30 GMT', 30_000],
    ['Tue, 14 Jul 2020 12:00:30 GMT', 0],
    ['Tue, 14 Jul 2099 12:00:30 GMT', 900_000],
  ])('%j -> %s', (header, ms) => {
    expect(readRetryAfter(header, now, 900_000)).toBe(ms)
  })

  it('takes the first of several, and nothing from none', () => {
    expect(readRetryAfter(['3', '9'], now, 900_000)).toBe(3_000)
    expect(readRetryAfter(undefined, now, 900_000)).toBeNull()
  })
})
