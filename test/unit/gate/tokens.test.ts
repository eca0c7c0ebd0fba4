import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createGatePaths } from '../../../src/gate/tokens.ts'

const key = randomBytes(32)
const gate = createGatePaths(key)
const ref = { team: 'T0SHARE', id: 'K7M4QX' }
const claimId = 'b9b1c9a2-3f0e-4a53'

describe('addresses of the gate', () => {
  it('name what they were made for', () => {
    expect(gate.read(gate.pagePath(ref))).toEqual({ ref, claimId: null, knowsPage: true })
    expect(gate.read(gate.claimPath(ref, claimId))).toEqual({ ref, claimId, knowsPage: true })
    expect(gate.read(gate.personalPath(ref, claimId))).toEqual({ ref, claimId, knowsPage: false })
  })

  it('are the same each time, and others with another key', () => {
    expect(gate.pagePath(ref)).toBe(gate.pagePath(ref))
    expect(createGatePaths(randomBytes(32)).read(gate.pagePath(ref))).toBeNull()
  })

  it('made with the previous key still lead there', () => {
    const later = createGatePaths(randomBytes(32), key)
    expect(later.read(gate.pagePath(ref))).toEqual({ ref, claimId: null, knowsPage: true })
    expect(later.read(gate.personalPath(ref, claimId))).toEqual({ ref, claimId, knowsPage: false })
    expect(later.pagePath(ref)).not.toBe(gate.pagePath(ref))
  })

  it('changed in any one character are none', () => {
    for (const path of [gate.pagePath(ref), gate.claimPath(ref, claimId), gate.personalPath(ref, claimId)]) {
      for (let at = 0; at < path.length; at += 1) {
        const other = path[at] === 'A' ? 'B' : 'A'
        expect(gate.read(path.slice(0, at) + other + path.slice(at + 1))).toBeNull()
      }
    }
  })

  it('of somebody’s own claim do not lead to the page, nor to another claim or share', () => {
    const personal = gate.personalPath(ref, claimId)
    const [, page = '', claim = ''] = /^(\/d\/[^/]+)\/(.+)$/.exec(personal) ?? []
    expect(gate.read(page)).toBeNull()
    expect(gate.read(`${gate.pagePath({ ...ref, id: 'OTHER2' })}/${claim}`)).toBeNull()
    const [, other = ''] = /^\/d\/[^/]+\/(.+)$/.exec(gate.personalPath(ref, 'another')) ?? []
    expect(gate.read(`${page}/${other}`)).toBeNull()
  })

  it('T15: of one workspace lead to no link of another, though it has the same ID, and mixed they lead nowhere', () => {
    const other = { ...ref, team: 'T0ACME' }
    const paths = (of: typeof ref) => [
      gate.pagePath(of),
      gate.claimPath(of, claimId),
      gate.personalPath(of, claimId),
    ]
    for (const path of paths(ref)) {
      expect(gate.read(path)?.ref).toEqual(ref)
      expect(gate.read(path.replace(ref.team, other.team))).toBeNull()
    }
    const pageOf = (path: string) => path.split('/').slice(0, 3).join('/')
    for (const page of paths(ref).map(pageOf))
      for (const path of paths(other).slice(1)) expect(gate.read(`${page}/${path.split('/')[3]}`)).toBeNull()
  })

  it.each(['/d/', '/d/x', '/d/T0-K7-/', '/d/../d/x', '//d/x', '/d/T0SHARE-K7M4QX-', '/x'])(
    '%s is none',
    (path) => {
      expect(gate.read(path)).toBeNull()
    },
  )
})
