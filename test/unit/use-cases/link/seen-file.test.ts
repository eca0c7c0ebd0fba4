import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { createVault } from '../../../../src/store/vault.ts'
import { lookAt, openLook, withLook } from '../../../../src/use-cases/link/seen-file.ts'
import { aFile, aLink, aRequest, FILE_ID, LINK_ID, NOW, SECOND } from '../../../support/builders.ts'

const vault = createVault(randomBytes(32))
const now = () => NOW
const portal = { glance: async () => ({ file: aFile(), links: [aLink()] }) }
const looked = () => lookAt(portal, FILE_ID, now)

it('a look goes along with its request, for a moment', async () => {
  const request = withLook(vault, aRequest(), await looked())
  expect(openLook(vault, request, now)).toEqual({
    at: NOW,
    file: aFile(),
    links: [{ id: LINK_ID, primary: false }],
  })
  expect(openLook(vault, request, () => NOW + 3 * SECOND)).not.toBeNull()
  for (const late of [NOW + 4 * SECOND, NOW - 4 * SECOND])
    expect(openLook(vault, request, () => late)).toBeNull()
})

it('T28: keeps nothing that opens a link of others', async () => {
  expect(JSON.stringify(await looked())).not.toContain(aLink().requestToken)
})

it('T29: believes no look that was made up, or moved from another request', async () => {
  const { sealedLook } = withLook(vault, aRequest(), await looked())
  const forged = JSON.stringify(await looked())
  const others = [
    aRequest({ sealedLook: forged }),
    aRequest({ sealedLook: createVault(randomBytes(32)).seal(forged, '') }),
    aRequest({ sealedLook, fileId: '9999' }),
    aRequest({ sealedLook, shareId: 'AAAAAA' }),
    aRequest({ sealedLook, team: 'T0OTHER' }),
    aRequest({ sealedLook, creator: { id: 'U0MALLORY', name: 'Mallory' } }),
  ]
  for (const other of others) expect(openLook(vault, other, now)).toBeNull()
})
