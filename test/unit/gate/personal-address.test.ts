import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { createPersonalAddress } from '../../../src/gate/personal-address.ts'
import { createGatePaths } from '../../../src/gate/tokens.ts'
import { aShare } from '../../support/builders.ts'

it('the personal address of a claim leads to it, as long as it may be fetched, and does not know the page', async () => {
  const paths = createGatePaths(randomBytes(32))
  const addressOf = createPersonalAddress({ paths, publicOrigin: 'https://links.example.com' })
  const share = aShare()
  const claim = {
    id: 'b9b1c9a2',
    taker: { kind: 'person', id: 'U0BOB', name: 'Bob' },
    at: 1_000,
    until: 601_000,
    begunAt: null,
    bytes: 0,
  } as const
  const { address, until } = await addressOf(share, claim)
  expect(until).toBe(601_000)
  const { origin, pathname } = new URL(address)
  expect(origin).toBe('https://links.example.com')
  const ref = { team: share.team, id: share.id }
  expect(paths.read(pathname)).toEqual({ ref, claimId: claim.id, knowsPage: false })
})
