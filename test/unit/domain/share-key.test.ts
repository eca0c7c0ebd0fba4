import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeShareKey, factsOfPage, isForged, linkIdOfPage } from '../../../src/domain/share-key.ts'

const ID = '9f1c2a34-5b6d-4e7f-8a90-b1c2d3e4f506'
const HASH = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='

const keyOf = (content: unknown, hash = HASH): string =>
  Buffer.from(`${hash}?${JSON.stringify(content)}`).toString('base64url')

const KEY = keyOf(ID)

describe('decodeShareKey', () => {
  it.each([
    ['a plain link', KEY, ID],
    ['a link with a password', keyOf(JSON.stringify({ Id: ID, Password: 'x?y{' })), ID],
    ['upper case', keyOf(ID.toUpperCase()), ID],
    ['padding', `${KEY}${'='.repeat((4 - (KEY.length % 4)) % 4)}`, ID],
  ])('finds the link id in %s', (_, key, id) => {
    expect(decodeShareKey(key)).toBe(id)
  })

  it.each([
    ['nothing', ''],
    ['text that is not base64url', 'hello world!'],
    ['bytes that are not UTF-8', Buffer.from([0xff, 0xfe, 0x3f, 0x22]).toString('base64url')],
    ['no question mark', Buffer.from(`"${ID}"`).toString('base64url')],
    ['no hash', Buffer.from(`?"${ID}"`).toString('base64url')],
    ['another word than a uuid', keyOf('hello')],
    ['a number', keyOf(5)],
    ['an object instead of a string', keyOf({ Id: ID })],
    ['inner JSON without Id', keyOf(JSON.stringify({ Password: ID }))],
    ['inner JSON with a wrong Id', keyOf(JSON.stringify({ Id: [ID] }))],
    ['broken inner JSON', keyOf('{"Id":')],
    ['a uuid with something behind it', keyOf(`${ID}0`)],
    ['a key of absurd length', keyOf(ID, 'a'.repeat(5000))],
  ])('finds none in %s', (_, key) => {
    expect(decodeShareKey(key)).toBeNull()
  })

  it('finds none in a key that was cut anywhere', () => {
    for (let length = 0; length < KEY.length; length++)
      expect(decodeShareKey(KEY.slice(0, length))).toBeNull()
  })

  it('never throws, whatever it is given', () => {
    fc.assert(fc.property(fc.string(), (key) => decodeShareKey(key) === null))
    fc.assert(fc.property(fc.json(), (json) => void decodeShareKey(keyOf(json))))
  })
})

describe('linkIdOfPage', () => {
  const direct = `https://acme.example/filehandler.ashx?action=download&fileid=4821&share=${KEY}`

  it.each([
    ['a direct download', direct],
    ['our own, cut off behind the key', `${direct.replace('fileid=4821&', '')}&fileid=sbox-12-`],
    ['a page of the portal as Referer', `https://acme.example/share/preview/4821?share=${KEY}`],
    ['the older name', `https://acme.example/x?key=${KEY}`],
    ['both names: share goes first', `https://acme.example/x?key=${keyOf('other')}&share=${KEY}`],
    ['a share that is rubbish', `https://acme.example/?share=~&key=${KEY}`],
    ['an empty share', `https://acme.example/x?share=&key=${KEY}`],
    ['another case of the name', `https://acme.example/x?Share=${KEY}`],
    ['an address without host', `/filehandler.ashx?share=${KEY}`],
    ['percent-encoding', direct.replace('share=', 'sh%61re=')],
    ['a fragment behind it', `${direct}#top`],
  ])('finds the link in %s', (_, page) => {
    expect(linkIdOfPage(page)).toEqual({ linkId: ID })
  })

  it.each([
    ['no page', null],
    ['an empty page', ''],
    ['no key', 'https://acme.example/filehandler.ashx?action=download&fileid=4821'],
    ['a key cut off', direct.slice(0, -1)],
    ['a key in the fragment', `https://acme.example/#share=${KEY}`],
    ['rubbish in both', 'https://acme.example/?share=~&key=~'],
    ['no address at all', 'http://['],
  ])('finds nothing decodable in %s', (_, page) => {
    expect(linkIdOfPage(page)).toBeNull()
  })

  it('calls a whole key that is not a link’s foreign', () => {
    expect(linkIdOfPage(`https://acme.example/?share=${keyOf('room-invitation')}`)).toEqual({ foreign: true })
  })

  it('never throws, whatever the page holds', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), (page) => linkIdOfPage(page) === null),
      {
        numRuns: 30,
      },
    )
    fc.assert(fc.property(fc.string(), (page) => void linkIdOfPage(page)))
  })
})

describe('isForged', () => {
  const page = `https://acme.example/filehandler.ashx?action=download&share=${KEY}&fileid=4821`
  it.each([
    [page, false],
    [null, false],
    ['', false],
    ['https://acme.example/?x=request-user-agent', false],
    ['https://acme.example/request-x-real-ip=1', false],
    [`${page}&request-user-agent=Slackbot`, true],
    [`${page}&request-x-real-ip=198.51.100.7`, true],
    [`${page}&Request-X-Real-IP=`, true],
    [`${page}&request%2Duser%2Dagent=Slackbot`, true],
    ['/filehandler.ashx?request-user-agent=WhatsApp%2F2', true],
  ])('%s: %s', (found, expected) => {
    expect(isForged(found)).toBe(expected)
  })
})

describe('factsOfPage', () => {
  const page = `https://acme.example/filehandler.ashx?action=download&share=${KEY}`
  it.each([
    [null, null],
    ['', { link: null, forged: false }],
    ['https://elsewhere.example/a?b=c', { link: null, forged: false }],
    [page, { link: { linkId: ID }, forged: false }],
    [`${page}&request-user-agent=x`, { link: { linkId: ID }, forged: true }],
    [`https://acme.example/?key=${keyOf('room')}`, { link: { foreign: true }, forged: false }],
  ])('%s', (found, facts) => {
    expect(factsOfPage(found)).toEqual(facts)
  })
})
