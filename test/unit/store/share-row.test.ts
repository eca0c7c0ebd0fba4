import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import type { ShareLink } from '../../../src/domain/share.ts'
import { createShareRows } from '../../../src/store/share-row.ts'
import { createVault } from '../../../src/store/vault.ts'
import { aReply, aRevokedShare, aShare } from '../../support/builders.ts'

const key = randomBytes(32)
const rows = createShareRows(createVault(key))
const share = aShare({ id: 'AAAAAA' })

it('keeps what opens the file sealed, and gives it back', () => {
  const kept = rows.write(share)
  for (const secret of [share.address, share.key]) expect(kept).not.toContain(String(secret))
  expect(rows.read(share, kept)).toEqual(share)
})

it('seals the key of a link whose address nobody is given', () => {
  const exact = { ...share, address: null }
  expect(rows.write(exact)).not.toContain(String(share.key))
  expect(rows.read(share, rows.write(exact))).toEqual(exact)
})

it('T28: keeps where the answer to an extension goes sealed, and gives it back', () => {
  const asked = { expiresAt: 1, limit: 9, by: 'U0ALICE', askedAt: 1, reference: 'REF23456' }
  const replyTo = aReply('https://hooks.slack.com/commands/T0/1/secret')
  const extending = { ...aShare(), extending: { ...asked, replyTo, refusal: null } }
  const kept = rows.write(extending)
  expect(kept).not.toContain('hooks.slack.com')
  expect(rows.read(extending, kept)).toEqual(extending)
  expect(rows.read(extending, JSON.stringify(extending))).toEqual(extending)
})

it('reads what was kept in clear, and keeps nothing sealed of a share that has neither', () => {
  expect(rows.read(share, JSON.stringify(share))).toEqual(share)
  const over = aRevokedShare()
  expect(rows.write(over)).not.toContain('sealedLink')
  expect(rows.read(over, rows.write(over))).toEqual(over)
})

it('leaves out what is usual, and gives back every field as it was', () => {
  const plain = createShareRows(null)
  const { team: _team, id: _id, address: _address, key: _key, notified, ...fields } = share
  const values = [null, 0, 1, false, true, '', 'no', 'notified', [], ['x'], { x: [] }]
  for (const value of values) {
    for (const name of Object.keys(fields)) {
      const odd = { ...share, [name]: value }
      expect(plain.read(odd, plain.write(odd))).toEqual(odd)
    }
    for (const name of Object.keys(notified)) {
      const odd = { ...share, notified: { ...notified, [name]: value } }
      expect(plain.read(odd, plain.write(odd))).toEqual(odd)
    }
  }
  const usual = aShare({ address: null, key: null, answered: true })
  expect(Object.keys(JSON.parse(plain.write(usual)))).toEqual([
    'state',
    'file',
    'folderId',
    'linkId',
    'creator',
    'channel',
    'createdAt',
    'bornAt',
    'message',
    'terms',
    'notified',
  ])
})

it.each<[string, Partial<ShareLink>]>([
  ['the direct one', {}],
  ['the one of a page, which has another code', { address: 'https://acme.example/s/AbCdEf' }],
  ['none', { address: null }],
  ['one whose key is not known', { key: null }],
])('gives back an address, which is sealed with its key once: %s', (_, link) => {
  const one = { ...share, ...link }
  expect(rows.read(one, rows.write(one))).toEqual(one)
})

it('opens what the key before has sealed', () => {
  const renewed = createShareRows(createVault(randomBytes(32), key))
  expect(renewed.read(share, rows.write(share))).toEqual(share)
})

it('gives no address where it was sealed for another share, under another key, or was changed', () => {
  const closed = { ...share, address: null, key: null }
  const { sealedLink } = JSON.parse(rows.write(share)) as { sealedLink: string }
  const foreign = { ...aShare({ id: 'BBBBBB' }), address: null, key: null }
  expect(rows.read(foreign, JSON.stringify({ ...foreign, sealedLink }))).toEqual(foreign)
  expect(createShareRows(createVault(randomBytes(32))).read(share, rows.write(share))).toEqual(closed)
  expect(rows.read(share, JSON.stringify({ ...closed, sealedLink: `${sealedLink.slice(0, -2)}AA` }))).toEqual(
    closed,
  )
})
