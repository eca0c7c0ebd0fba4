import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { createShareRows } from '../../../src/store/share-row.ts'
import { createVault } from '../../../src/store/vault.ts'
import { aReply, aRevokedShare, aShare } from '../../support/builders.ts'

const key = randomBytes(32)
const rows = createShareRows(createVault(key))
const share = aShare({ id: 'AAAAAA' })

it('keeps what opens the file sealed, and gives it back', () => {
  const kept = rows.write(share)
  for (const secret of [share.address, share.key]) expect(kept).not.toContain(String(secret))
  expect(rows.read(kept)).toEqual(share)
})

it('seals the key of a link whose address nobody is given', () => {
  const exact = { ...share, address: null }
  expect(rows.write(exact)).not.toContain(String(share.key))
  expect(rows.read(rows.write(exact))).toEqual(exact)
})

it('T28: keeps where the answer to an extension goes sealed, and gives it back', () => {
  const asked = { expiresAt: 1, limit: 9, by: 'U0ALICE', askedAt: 1, reference: 'REF23456' }
  const replyTo = aReply('https://hooks.slack.com/commands/T0/1/secret')
  const extending = { ...aShare(), extending: { ...asked, replyTo, refusal: null } }
  const kept = rows.write(extending)
  expect(kept).not.toContain('hooks.slack.com')
  expect(rows.read(kept)).toEqual(extending)
  expect(rows.read(JSON.stringify(extending))).toEqual(extending)
})

it('reads what was kept in clear, and keeps nothing sealed of a share that has neither', () => {
  expect(rows.read(JSON.stringify(share))).toEqual(share)
  const over = aRevokedShare()
  expect(JSON.parse(rows.write(over))).toEqual(over)
})

it('opens what the key before has sealed', () => {
  const renewed = createShareRows(createVault(randomBytes(32), key))
  expect(renewed.read(rows.write(share))).toEqual(share)
})

it('gives no address where it was sealed for another share, under another key, or was changed', () => {
  const closed = { ...share, address: null, key: null }
  const { sealedLink } = JSON.parse(rows.write(share)) as { sealedLink: string }
  const foreign = { ...aShare({ id: 'BBBBBB' }), address: null, key: null }
  expect(rows.read(JSON.stringify({ ...foreign, sealedLink }))).toEqual(foreign)
  expect(createShareRows(createVault(randomBytes(32))).read(rows.write(share))).toEqual(closed)
  expect(rows.read(JSON.stringify({ ...closed, sealedLink: `${sealedLink.slice(0, -2)}AA` }))).toEqual(closed)
})
