import { describe, expect, it } from 'vitest'
import { type FindDeps, findFiles } from '../../../../src/use-cases/search/find-files.ts'
import type { FileById, FileHit, FileSearch, FilesFound } from '../../../../src/use-cases/search-ports.ts'
import { NOW, TEAM } from '../../../support/builders.ts'

const hit = (id: string): FileHit => ({
  id,
  title: `${id}.docx`,
  place: 'Marketing',
  documentsOf: null,
  bytes: null,
  changedAt: NOW,
})
const NOTHING: FilesFound = { hits: [], stop: null }
const NONE: FileById = { found: null, stop: null }

const stage = ({
  byWords = NOTHING,
  byId = NONE,
  known = null,
  ...more
}: { byWords?: FilesFound; byId?: FileById; known?: FilesFound | null } & Partial<FindDeps> = {}) => {
  const asked: string[] = []
  const search: FileSearch = {
    byWords: {
      known: () => known,
      ask: async (words, until) => {
        asked.push(`${words} within ${until - NOW}`)
        return byWords
      },
    },
    byId: {
      known: () => null,
      ask: async (id) => {
        asked.push(`file ${id}`)
        return byId
      },
    },
  }
  const find = findFiles({
    searchFor: () => search,
    quota: async () => null,
    searchesPerMinute: null,
    now: () => NOW,
    portalOrigin: 'https://portal.example',
    allowedRooms: () => null,
    ...more,
  })
  return { asked, find: (letters: string) => find(TEAM, 'U0ALICE', letters) }
}

describe('what is offered', () => {
  it('is asked of the portal with two seconds to answer', async () => {
    const { asked, find } = stage({ byWords: { hits: [hit('1')], stop: { why: 'slow' } } })
    expect(await find('  the   plan ')).toMatchObject({ hits: [hit('1')], stop: { why: 'slow' } })
    expect(asked).toEqual(['the plan within 2000'])
  })

  it('begins with the file that was named, each file once', async () => {
    const { asked, find } = stage({
      byId: { found: { hit: hit('4821'), path: ['101'] }, stop: null },
      byWords: { hits: [hit('7'), hit('4821')], stop: null },
    })
    expect((await find('4821')).hits.map(({ id }) => id)).toEqual(['4821', '7'])
    expect(asked).toEqual(['file 4821', '4821 within 2000'])
  })

  it.each([
    [['5', '101'], ['4821']],
    [['5', '102'], []],
  ])('holds a named file in folders %j only where files may be shared from', async (path, ids) => {
    const { find } = stage({
      byId: { found: { hit: hit('4821'), path }, stop: null },
      allowedRooms: () => ['101'],
    })
    expect((await find('https://portal.example/doceditor?fileid=4821')).hits.map(({ id }) => id)).toEqual(ids)
  })

  it('is what is known, without asking and without taking from the quota', async () => {
    const { asked, find } = stage({
      known: { hits: [hit('1')], stop: null },
      quota: async () => {
        throw new Error('taken')
      },
      searchesPerMinute: 1,
    })
    expect((await find('plan')).hits).toEqual([hit('1')])
    expect(asked).toEqual([])
  })

  it('is nothing for somebody whose quota is used up, and the portal is not asked', async () => {
    const { asked, find } = stage({ quota: async () => 23_000, searchesPerMinute: 20 })
    expect(await find('plan')).toMatchObject({ hits: [], stop: { why: 'quota', waitMs: 23_000 } })
    expect(asked).toEqual([])
  })
})
