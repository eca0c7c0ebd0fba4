import { Redis } from 'ioredis'
import { inject, onTestFinished } from 'vitest'
import type { FaultAction } from '../../sandbox/portal/types.ts'
import { createStore } from '../../src/store/store.ts'
import { aShare, HOUR } from './builders.ts'
import type { Stage } from './stage.ts'

/** A share id for each number. */
const idOf = (index: number): string =>
  `B${[...index.toString(10).padStart(5, '0')].map((digit) => 'ABCDEFGHJK'[Number(digit)]).join('')}`

/** So many ended shares whose links are still there, five a file. The bot finds them when it starts. */
export const leaveEnded = async ({ portal, slack, namespace }: Stage, shares: number) => {
  const redis = new Redis({ path: inject('redisSocket') })
  onTestFinished(() => redis.disconnect())
  const store = createStore(redis, namespace)
  const files = Array.from({ length: Math.ceil(shares / 5) }, (_, n) =>
    portal.addFile({ title: `Ended ${n}.docx` }),
  )
  const now = Date.now()
  const kept = Array.from({ length: shares }, (_, index) =>
    aShare({
      team: slack.teamId,
      id: idOf(index),
      linkId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      file: { id: files[Math.floor(index / 5)]?.id ?? '', title: 'Ended.docx' },
      creator: { id: slack.user('alice').id, name: 'alice' },
      channel: { id: slack.channel('#design').id, name: 'design' },
      message: null,
      createdAt: now - HOUR,
      bornAt: now - HOUR,
      terms: { expiresAt: now + HOUR },
      state: 'revoking',
      end: { reason: 'manual', by: slack.user('alice').id, decidedAt: now, verifiedAt: null },
    }),
  )
  for (const { file, linkId } of kept) portal.addLink(file.id, { id: linkId })
  await Promise.all(kept.map((share) => store.shares.create(share)))
  return { files, left: () => files.flatMap(({ id }) => portal.links(id)).length }
}

/** The same, and what becomes of each try to remove one of them. */
export const leaveSickFiles = async (stage: Stage, shares: number, action: FaultAction) => {
  const { portal } = stage
  const ended = await leaveEnded(stage, shares)
  const pathOf = (id: string) => `/api/2.0/files/file/${id}/links`
  for (const { id } of ended.files) portal.fault({ path: pathOf(id), times: 'always', action })
  /** How many files had a try begun. */
  const tried = () =>
    ended.files.filter(({ id }) => portal.requests({ method: 'PUT', path: pathOf(id) }).length > 0).length
  return { ...ended, tried }
}
