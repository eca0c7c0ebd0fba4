import { describe, expect, it } from 'vitest'
import type { ShareLink } from '../../../../src/domain/share.ts'
import { DETAILS, EXTEND, LIST_PAGE, OPEN, REVOKE } from '../../../../src/slack/views/actions.ts'
import { listView } from '../../../../src/slack/views/list.ts'
import { aShare, keyOf, LINK_ID, ORIGIN } from '../../../support/builders.ts'
import { buttonsOf, DECEIVING, HOSTILE, viewFaults } from './check-view.ts'

const many = (count: number): ShareLink[] =>
  Array.from({ length: count }, (_, index) =>
    aShare({
      id: `K7M4${String.fromCharCode(65 + Math.floor(index / 20))}${'ABCDEFGHJKMNPQRSTVWX'[index % 20]}`,
    }),
  )
const list = (shares: readonly ShareLink[], total = shares.length, skip = 0) =>
  listView({ kind: 'list', scope: 'all', shares, total, skip, replace: false })
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
    for (const { id } of many(shown)) expect(view.text).toContain(`Share ${id}`)
  })

  it('has the buttons of each share, which name its file', () => {
    const view = list(many(2))
    expect(buttonsOf(view).map(({ action_id: id, value, url }) => [id, value ?? url])).toEqual(
      many(2).flatMap(({ id, address }) => [
        [OPEN, address],
        [EXTEND, id],
        [DETAILS, id],
        [REVOKE, id],
      ]),
    )
    const labels = buttonsOf(view).map(
      (button) => (button as { accessibility_label?: string }).accessibility_label,
    )
    for (const label of labels) expect(label).toContain('Q3 report.docx')
  })

  it.each([...HOSTILE, ...DECEIVING])(
    'of the longest names there are fits, and nothing is left out for good: %s',
    (_, title) => {
      const shares = many(15).map((share) => ({ ...share, file: { id: '1', title } }))
      const view = list(shares, 500, 30)
      expect(viewFaults(view)).toEqual([])
      const shown = buttonsOf(view).filter(({ action_id: id }) => id === REVOKE).length
      expect(shown).toBeGreaterThan(0)
      expect(pages(view)).toContainEqual([OLDER, `all ${30 + shown}`])
    },
  )

  it('says how to begin when there is none', () => {
    const view = list([])
    expect(view.text).toContain('All live links: none')
    expect(buttonsOf(view)).toEqual([])
    expect(viewFaults(view)).toEqual([])
  })

  it.each([
    ['direct', { direct: true }, 'Download'],
    ['a page', { direct: false, address: `${ORIGIN}/s/xW9K_fnb8vh3GHq` }, 'Open'],
  ])('opens the address of a row by a button alone: %s', (_, over, words) => {
    const share = aShare(over)
    const view = list([share])
    const [open] = buttonsOf(view)
    expect(open).toMatchObject({ url: share.address, text: { text: words } })
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
    expect(buttonsOf(view).map(({ action_id: id, value }) => [id, value])).toEqual([[DETAILS, 'AAAAAA']])
    expect(view.text).toContain('Ending now')
    expect(JSON.stringify(view)).not.toContain('filehandler')
  })
})
