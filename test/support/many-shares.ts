import { Redis } from 'ioredis'
import { inject, onTestFinished } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { createStore } from '../../src/store/store.ts'
import { aShare, DAY, MINUTE } from './builders.ts'
import { upToDate } from './kept-shares.ts'
import { setStage } from './stage.ts'

/** A bot that has that many live shares of somebody in #general already: `Report 0.docx` is the newest. */
export const stageWithShares = async (count: number, creator: string) => {
  const stage = await setStage()
  const { slack, portal } = stage
  const redis = new Redis({ path: inject('redisSocket') })
  onTestFinished(() => redis.disconnect())
  const { shares } = createStore(redis, stage.namespace)
  const now = Date.now()
  const kept = Array.from({ length: count }, (_, index) =>
    upToDate(
      aShare({
        team: slack.teamId,
        id: `AAA${[100, 10, 1].map((place) => 'ABCDEFGHJK'[Math.floor(index / place) % 10]).join('')}`,
        linkId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
        file: { id: FILES.report, title: `Report ${index}.docx` },
        folderId: portal.state.files[FILES.report]?.folderId ?? null,
        creator: { id: slack.user(creator).id, name: creator },
        channel: { id: slack.channel('#general').id, name: 'general' },
        createdAt: now - index * MINUTE,
        bornAt: now - index * MINUTE,
        terms: { expiresAt: now + DAY },
      }),
    ),
  )
  await Promise.all(kept.map((share) => shares.create(share)))
  for (const { file, linkId, terms } of kept) {
    portal.addLink(file.id, { id: linkId, expirationDate: new Date(terms.expiresAt).toISOString() })
  }
  const bot = await stage.startBot()
  return { ...stage, bot, shares, kept }
}
