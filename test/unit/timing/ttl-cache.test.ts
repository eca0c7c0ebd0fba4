import { describe, expect, it } from 'vitest'
import { ttlCache } from '../../../src/timing/ttl-cache.ts'

const stage = (most = 10) => {
  let at = 0
  const asked: string[] = []
  const cache = ttlCache<string>({ now: () => at, keepMs: 100, most })
  const get = (key: string, keep = true) =>
    cache.get(key, async () => {
      asked.push(key)
      return { value: `${key} at ${at}`, keep }
    })
  return {
    cache,
    get,
    asked,
    later: (ms: number) => {
      at += ms
    },
  }
}

describe('an answer', () => {
  it('is kept for its time, and asked for anew after that', async () => {
    const { cache, get, asked, later } = stage()
    expect(cache.peek('a')).toBeNull()
    expect(await get('a')).toBe('a at 0')
    later(99)
    expect(await get('a')).toBe('a at 0')
    expect(cache.peek('a')).toBe('a at 0')
    later(1)
    expect(cache.peek('a')).toBeNull()
    expect(await get('a')).toBe('a at 100')
    expect(asked).toEqual(['a', 'a'])
  })

  it('is not kept where it is not worth it', async () => {
    const { cache, get, asked } = stage()
    expect(await get('a', false)).toBe('a at 0')
    expect(cache.peek('a')).toBeNull()
    await get('a')
    expect(asked).toEqual(['a', 'a'])
  })

  it('is one for all who ask at the same time', async () => {
    const { get, asked } = stage()
    expect(await Promise.all([get('a', false), get('a', false), get('b')])).toEqual([
      'a at 0',
      'a at 0',
      'b at 0',
    ])
    expect(asked).toEqual(['a', 'b'])
  })

  it('makes room for others, the oldest first', async () => {
    const { cache, get } = stage(2)
    for (const key of ['a', 'b', 'c']) await get(key)
    expect(['a', 'b', 'c'].map(cache.peek)).toEqual([null, 'b at 0', 'c at 0'])
  })
})
