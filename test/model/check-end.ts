import { judgeDownloads } from '../../src/domain/downloads.ts'
import { isFinished } from '../../src/domain/pending-notice.ts'
import { faultsIn, type Verdict } from './rules.ts'
import type { Scene } from './scene.ts'
import type { TrueShare } from './shares.ts'

/** When all has been read and nothing is left to do: the count, and every word on every row, are the model's. */
export const checkEnd = async (scene: Scene, share: TrueShare): Promise<void> => {
  const { world, bot, rows, rules, note } = scene
  const { seen } = share
  const fail = (what: string): never => {
    throw new Error(`share ${share.id}: ${what}; its record: ${JSON.stringify(seen)}`)
  }

  const left = world.portal.links().filter(({ id }) => share.linkIds.has(id)).length
  const isLive = seen?.state === 'active'
  if (left !== (isLive ? 1 : 0)) fail(`the portal has ${left} links of it`)
  if (seen === null || seen.state === 'failed') return note('a share that was never made')
  if (!isFinished(seen)) fail('something is left to do')

  const stored = [...(await bot.store.events.all(seen)), ...(await bot.store.events.shown(seen))]
  const { count, verdicts } = judgeDownloads(seen, stored, rules.burstWindowMs)
  const said = new Map<number, Verdict>(verdicts)
  const judged = faultsIn(share, rows, said, rules)
  if (judged.faults.length > 0) fail(judged.faults.join('; '))
  if (seen.downloads !== judged.count || count !== judged.count) {
    fail(`${seen.downloads} downloads are shown, ${count} are judged to be, ${judged.count} there were`)
  }
  if (isLive && share.limit !== null && judged.count >= share.limit) fail('it lives past its limit')
  if (isLive && world.clock.at >= share.expiresAt) fail('it lives past its end')
  if (isLive && share.revoked) fail('it lives though it was revoked')

  if (seen.views !== judged.views) fail(`${seen.views} views are told of, ${judged.views} there were`)

  for (const verdict of said.values()) note(verdict)
  note('counted: by action=view', judged.views)
  note('rows', said.size)
  note('rows that may be several things', judged.open)
  note(isLive ? 'live at the end' : `ended: ${seen.end?.reason}`)
}
