import type { BlindCause } from '../../src/domain/audit-health.ts'
import type { OutageNotice, OutageSummary } from '../../src/domain/outage.ts'
import type { ShareLink } from '../../src/domain/share.ts'
import { outageNoticeView } from '../../src/slack/views/outage-notices.ts'
import { aRevokedShare, HOUR, MINUTE, NOW, SECOND, TEAM } from './builders.ts'
import { manyShares } from './every-share.ts'

const SINCE = NOW - 2 * HOUR - 5 * MINUTE
const about = { team: TEAM, to: 'U0ADMIN', since: SINCE }
const CAUSES: Record<BlindCause, true> = { plan: true, rights: true, key: true, outage: true }

const blind = (
  more: Partial<Extract<OutageNotice, { kind: 'blind-admins' }>> = {},
): Extract<OutageNotice, { kind: 'blind-admins' }> => ({
  ...about,
  kind: 'blind-admins',
  cause: 'key',
  links: 12,
  suspends: false,
  ...more,
})

const back = (cause: BlindCause | null, found: Partial<OutageSummary> = {}): OutageNotice => ({
  ...about,
  kind: 'back-admins',
  cause,
  summary: { until: NOW, downloads: 0, links: 0, atLimit: 0, overrun: 0, resuming: 0, ...found },
})

const mine = (kind: 'blind-creator' | 'back-creator', total: number, suspends = false): OutageNotice => {
  const ids = manyShares(Math.min(total, 10), '').map(({ id }) => id)
  return kind === 'back-creator' ? { ...about, kind, ids, total } : { ...about, kind, ids, total, suspends }
}

/** What is told of not seeing downloads, in every state, with `name` wherever somebody's own words may stand. */
export const everyOutageNotice = (
  name: string,
): { what: string; bulky: boolean; view: ReturnType<typeof outageNoticeView> }[] => {
  const links = (count: number) => manyShares(count, name)
  const over = (share: ShareLink, reason: 'limit' | 'blind'): ShareLink =>
    aRevokedShare({
      ...share,
      state: 'revoked',
      address: null,
      key: null,
      downloads: reason === 'limit' ? 4 : 1,
      end: { reason, decidedAt: NOW - SECOND },
    })
  const three = links(3).map((share, index) =>
    index === 0 ? share : over(share, index === 1 ? 'limit' : 'blind'),
  )
  const cases: [what: string, notice: OutageNotice, shares: readonly ShareLink[], bulky?: boolean][] = [
    ...(Object.keys(CAUSES) as BlindCause[]).map((cause): [string, OutageNotice, ShareLink[]] => [
      `to admins, downloads are not seen: ${cause}`,
      blind({ cause }),
      [],
    ]),
    ['to admins, and links are suspended', blind({ suspends: true }), []],
    ['to admins, and one link is suspended', blind({ suspends: true, links: 1 }), [], true],
    ['to admins, of one link', blind({ links: 1 }), [], true],
    ['to admins, without a live link that has a limit', blind({ links: 0 }), []],
    ['to the person who shared one link', mine('blind-creator', 1), links(1)],
    ['to the person who shared some', mine('blind-creator', 3), links(3)],
    ['to the person who shared many', mine('blind-creator', 1_234), links(10)],
    ['to the person who shared one link, which is suspended', mine('blind-creator', 1, true), links(1)],
    ['to the person who shared some, which are suspended', mine('blind-creator', 3, true), links(3)],
    ['to the person who shared what is gone', mine('blind-creator', 1), [], true],
    ['to admins, downloads are seen again, and there were none', back('key'), []],
    [
      'to admins, downloads are seen again',
      back('outage', { downloads: 17, links: 5, atLimit: 1, overrun: 2, resuming: 3 }),
      [],
    ],
    [
      'to admins, one of each was found',
      back('outage', { downloads: 1, links: 1, atLimit: 1, overrun: 1, resuming: 1 }),
      [],
      true,
    ],
    ['to admins, the app was away', back(null, { downloads: 40, links: 7, overrun: 1 }), []],
    ['to the person who was warned of one link', mine('back-creator', 1), links(1)],
    ['to the person who was warned', mine('back-creator', 3, false), three],
    ['to the person who was warned of many', mine('back-creator', 1_234), links(10), true],
  ]
  return cases.map(([what, notice, shares, bulky = false]) => ({
    what,
    bulky,
    view: outageNoticeView(notice, shares),
  }))
}
