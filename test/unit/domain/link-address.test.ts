import { describe, expect, it } from 'vitest'
import { directAddress, isKeyKept, pageAddress } from '../../../src/domain/link-address.ts'
import { linkIdOfPage } from '../../../src/domain/share-key.ts'
import { keyOf, LINK_ID } from '../../support/builders.ts'

const ORIGIN = 'https://acme.example:8443'

describe('directAddress', () => {
  it('carries the file and the key under the configured origin', () => {
    expect(directAddress(ORIGIN, '4821', 'Zytt_S-0')).toBe(
      `${ORIGIN}/filehandler.ashx?action=download&share=Zytt_S-0&fileid=4821`,
    )
  })

  it('has its key within 300 characters, however long the id', () => {
    const address = directAddress(ORIGIN, `sbox-12-${'é'.repeat(400)}`, keyOf(LINK_ID))
    expect(linkIdOfPage(address.slice(0, 300))).toEqual({ linkId: LINK_ID })
  })

  it('keeps ids of connected clouds whole and an origin with a slash tidy', () => {
    const address = new URL(directAddress(`${ORIGIN}/`, 'sbox-12-a&b=c d', 'k+y'))
    expect(address.pathname).toBe('/filehandler.ashx')
    expect(address.searchParams.get('fileid')).toBe('sbox-12-a&b=c d')
    expect(address.searchParams.get('share')).toBe('k+y')
  })
})

describe('isKeyKept', () => {
  const long = (length: number) => `https://${'a'.repeat(length - 8)}`

  it('is so of the direct address however long the id, where the portal’s own address ends in time', () => {
    expect(isKeyKept(ORIGIN, `sbox-12-${'é'.repeat(400)}`, true)).toBe(true)
    const rest = `/filehandler.ashx?action=download&share=${keyOf(LINK_ID)}`.length
    expect(isKeyKept(long(300 - rest), '4821', true)).toBe(true)
    expect(isKeyKept(long(301 - rest), '4821', true)).toBe(false)
  })

  it('is so of the portal’s page only where the id leaves room', () => {
    expect(isKeyKept(ORIGIN, '4821', false)).toBe(true)
    const rest = `${ORIGIN}/filehandler.ashx?action=download&fileid=&share=${keyOf(LINK_ID)}`.length
    expect(isKeyKept(ORIGIN, 'x'.repeat(300 - rest), false)).toBe(true)
    expect(isKeyKept(ORIGIN, 'x'.repeat(301 - rest), false)).toBe(false)
    // As it stands in the address.
    expect(isKeyKept(ORIGIN, 'é'.repeat(30), false)).toBe(false)
  })
})

describe('pageAddress', () => {
  it.each([
    ['the host the portal believes in', 'http://inner.example/s/xW9K_fnb8vh3GHq'],
    ['our own host', `${ORIGIN}/s/xW9K_fnb8vh3GHq`],
    ['no host', '/s/xW9K_fnb8vh3GHq'],
    ['a query', `${ORIGIN}/s/xW9K_fnb8vh3GHq?x=1#y`],
  ])('takes the path from an address with %s', (_, shareLink) => {
    expect(pageAddress(ORIGIN, shareLink)).toBe(`${ORIGIN}/s/xW9K_fnb8vh3GHq`)
  })

  it.each([
    'javascript:alert(1)//s/abc',
    'data:text/html,/s/abc',
    'https://acme.example/evil/s/abc',
    'https://acme.example/s/',
    'https://acme.example/s/abc/../../x',
    'https://acme.example/s/a|b>',
    'https://acme.example/',
    'http://[',
    '',
  ])('refuses %s', (shareLink) => {
    expect(pageAddress(ORIGIN, shareLink)).toBeNull()
  })
})
