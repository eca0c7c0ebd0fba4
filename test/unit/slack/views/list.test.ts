import { describe, expect, it } from 'vitest'
import type { ShareLink } from '../../../../src/domain/share.ts'
import { LIST_PAGE } from '../../../../src/slack/views/actions.ts'
import { listView } from '../../../../src/slack/views/list.ts'
import { aShare, keyOf, LINK_ID, ORIGIN, ROW_FACTS, WORKSPACE_URL } from '../../../support/builders.ts'
import { buttonsOf, DECEIVING, HOSTILE, menusOf, viewFaults } from './check-view.ts'

const many = (count: number): ShareLink[] =>
  Array.from({ length: count }, (_, index) =>
    aShare({
      id: `K7M4${String.fromCharCode(65 + Math.floor(index / 20))}${'ABCDEFGHJKMNPQRSTVWX'[index % 20]}`,
    }),
  )
const list = (shares: readonly ShareLink[], total = shares.length, skip = 0, more = {}) =>
  listView({ kind: 'list', scope: 'all', shares, rows: ROW_FACTS, total, skip, replace: false, ...more })
const [row = ''] = [...list([aShare()]).text.split('\n')].slice(-1)
const pages = (view: ReturnType<typeof list>) =>
  buttonsOf(view).flatMap(({ action_id: id, value }) => (id.startsWith(LIST_PAGE) ? [[id, value]] : []))

const OLDER = `${LIST_PAGE}:older`
const NEWER = `${LIST_PAGE}:newer`

describe('a page of the list', () => {
  it.each<[shown: number, total: number, skip: number, range: string, pages: string[][]]>([
    [1, 1, 0, ': 1', []],
    [15, 15, 0, ': 15', []],
    [15, 16, 0, ': 16 (1 to 15)', [[OLDER, 'all 15']]],
    [
      15,
      500,
      15,
      ': 500 (16 to 30)',
      [
        [NEWER, 'all 0'],
        [OLDER, 'all 30'],
      ],
    ],
    [5, 500, 495, ': 500 (496 to 500)', [[NEWER, 'all 480']]],
    [3, 5, 2, ': 5 (3 to 5)', [[NEWER, 'all 0']]],
  ])('%d of %d after %d', (shown, total, skip, range, turns) => {
    const view = list(many(shown), total, skip)
    expect(viewFaults(view)).toEqual([])
    expect(view.text.split('\n')[0]).toBe(`All live links${range}`)
    expect(pages(view)).toEqual(turns)
    for (const { id } of many(shown)) expect(view.text).toContain(`ID ${id}`)
  })

  it('has a menu for each share, whose name leads to its message', () => {
    const view = list(many(2))
    expect(menusOf(view)).toEqual(
      many(2).map(({ id, address }) => [
        `Download: ${address}`,
        `Copy link: copy_link ${id}`,
        `Extend: extend_share ${id}`,
        `Details: share_details ${id}`,
        `Revoke…: ask_revoke ${id}`,
      ]),
    )
    expect(JSON.stringify(view.blocks)).toContain(
      `*<${WORKSPACE_URL}archives/C0TEAM/p1700000000000100|Q3 report.docx>*`,
    )
  })

  it.each<[string, Partial<ShareLink>]>([
    ['was lost', { messageLost: true }],
    ['never was', { message: null }],
  ])('names a file without a link where its message %s', (_, changes) => {
    expect(JSON.stringify(list([aShare(changes)]).blocks)).toContain('"*Q3 report.docx*')
  })

  it('says whose a link is, but not in one’s own list', () => {
    expect(row).toContain(' · by <@U0ALICE> · ID K7M4QX')
    expect(list([aShare()], 1, 0, { scope: 'mine' }).text).not.toContain('U0ALICE')
  })

  it('offers the file of an exact link, and its page to copy where there is one', () => {
    const exact = aShare({ address: null, terms: { exact: true } })
    const words = (hasGate: boolean) =>
      menusOf(list([exact], 1, 0, { rows: { workspaceUrl: null, hasGate } })).flat()
    expect(words(true).slice(0, 2)).toEqual(['Get the file: get_file K7M4QX', 'Copy link: copy_link K7M4QX'])
    expect(words(false).slice(0, 2)).toEqual(['Get the file: get_file K7M4QX', 'Extend: extend_share K7M4QX'])
  })

  it.each([...HOSTILE, ...DECEIVING])(
    'of the longest names there are fits, and nothing is left out for good: %s',
    (_, title) => {
      const shares = many(15).map((share) => ({ ...share, file: { id: '1', title } }))
      const view = list(shares, 500, 30)
      expect(viewFaults(view)).toEqual([])
      const shown = menusOf(view).length
      expect(shown).toBeGreaterThan(0)
      expect(pages(view)).toContainEqual([OLDER, `all ${30 + shown}`])
    },
  )

  it('says how to begin when there is none', () => {
    const view = list([])
    expect(view.text).toContain('Nobody has a live link.')
    expect(buttonsOf(view)).toEqual([])
    expect(viewFaults(view)).toEqual([])
  })

  it.each([
    ['direct', { direct: true }, 'Download'],
    ['a page', { direct: false, address: `${ORIGIN}/s/xW9K_fnb8vh3GHq` }, 'Open'],
  ])('opens the address of a row by its menu alone: %s', (_, over, words) => {
    const share = aShare(over)
    const view = list([share])
    expect(menusOf(view).flat()[0]).toBe(`${words}: ${share.address}`)
    expect(view.text).not.toContain(share.address)
    expect(view.text).not.toContain(keyOf(LINK_ID))
    expect(JSON.stringify(view.blocks).split(String(share.address))).toHaveLength(2)
  })

  it('offers nothing that acts on a link, and hands out no address, where nothing is live', () => {
    const view = list([
      // Decided only: the record still has its address.
      aShare({ id: 'AAAAAA', state: 'revoking', end: {} }),
      aShare({ id: 'BBBBBB', state: 'creating', step: 'linking', address: null }),
    ])
    expect(viewFaults(view)).toEqual([])
    expect(menusOf(view)).toEqual([['share_details AAAAAA']])
    expect(view.text).toContain('Closing now')
    expect(JSON.stringify(view)).not.toContain('filehandler')
  })
})
