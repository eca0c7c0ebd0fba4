import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { passwordToken, requestToken } from '../../../sandbox/portal/request-token.ts'
import { directAddress, isKeyKept, pageAddress, readAddress } from '../../../src/domain/link-address.ts'
import { factsOfPage, linkIdOfPage } from '../../../src/domain/share-key.ts'
import { PASSWORD_LENGTH } from '../../../src/domain/terms.ts'
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

describe('readAddress', () => {
  const key = keyOf(LINK_ID)
  it.each([
    directAddress(ORIGIN, 'sbox-12-a&b', key),
    `https://other.example/doceditor?fileid=${encodeURIComponent('sbox-12-a&b')}&share=${key}&action=view`,
    `/share/preview/${encodeURIComponent('sbox-12-a&b')}?share=${key}`,
  ])('finds the link that %s leads to', (address) => {
    expect(readAddress(address)).toEqual({ fileId: 'sbox-12-a&b', linkId: LINK_ID, key })
  })

  it.each([
    `${ORIGIN}/s/xW9K_fnb8vh3GHq`,
    `${ORIGIN}/rooms/share?key=${key}`,
    `${ORIGIN}/doceditor?fileid=4821&share=x`,
    '/',
  ])('finds none in %s', (address) => {
    expect(readAddress(address)).toBeNull()
  })
})

/** What a visitor of the portal's page downloads by, as the stand-in makes its keys. */
const pageOfVisitor = (origin: string, fileId: string, password: string | null): string => {
  const key = password === null ? requestToken(LINK_ID, 's') : passwordToken(LINK_ID, password, 's')
  return `${origin}/filehandler.ashx?action=download&fileid=${encodeURIComponent(fileId)}&share=${key}`
}
const LEAST_KEPT = 300

describe('isKeyKept', () => {
  const long = (length: number) => `https://${'a'.repeat(length - 8)}`

  it('is so of the direct address however long the id, where the portal’s own address ends in time', () => {
    const link = { fileId: `sbox-12-${'é'.repeat(400)}`, direct: true, password: null }
    expect(isKeyKept(ORIGIN, link)).toBe(true)
    const rest = `/filehandler.ashx?action=download&share=${keyOf(LINK_ID)}`.length
    expect(isKeyKept(long(LEAST_KEPT - rest), { ...link, fileId: '4821' })).toBe(true)
    expect(isKeyKept(long(LEAST_KEPT + 1 - rest), { ...link, fileId: '4821' })).toBe(false)
  })

  it('is so of the portal’s page only where the id leaves room', () => {
    const kept = (fileId: string) => isKeyKept(ORIGIN, { fileId, direct: false, password: null })
    expect(kept('4821')).toBe(true)
    const rest = pageOfVisitor(ORIGIN, '', null).length
    expect(kept('x'.repeat(LEAST_KEPT - rest))).toBe(true)
    expect(kept('x'.repeat(LEAST_KEPT + 1 - rest))).toBe(false)
    // As it stands in the address.
    expect(kept('é'.repeat(30))).toBe(false)
  })

  it.each([
    ['a usual password', '4821', 'correct horse', true],
    ['a password of 64 characters', '4821', 'x'.repeat(64), false],
    ['the longest password', '4821', 'x'.repeat(PASSWORD_LENGTH), false],
    ['the id of a connected storage and a short password', `sbox-${'x'.repeat(63)}`, 'eight888', false],
    ['a password that takes more room than it has letters', '4821', 'é"\\'.repeat(12), false],
  ])('of a link with %s is so where the trail has it', (_, fileId, password, kept) => {
    const origin = 'https://acme.onlyoffice.com'
    expect(isKeyKept(origin, { fileId, direct: false, password })).toBe(kept)
    const page = pageOfVisitor(origin, fileId, password)
    expect(factsOfPage(page)?.link).toEqual({ linkId: LINK_ID })
    expect(factsOfPage(page.slice(0, LEAST_KEPT))?.link).toEqual(kept ? { linkId: LINK_ID } : null)
  })

  it('is so up to the last character that the trail keeps', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (password) => {
        const kept = isKeyKept(ORIGIN, { fileId: '4821', direct: false, password })
        expect(kept).toBe(pageOfVisitor(ORIGIN, '4821', password).length <= LEAST_KEPT)
      }),
    )
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
