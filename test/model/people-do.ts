import { SECOND, TEAM } from '../support/builders.ts'
import { ALICE, ALIVE } from './bot.ts'
import { FILES } from './cast.ts'
import type { StepOf } from './history.ts'
import { pick, type Scene } from './scene.ts'

/** Steps of those who share files, and of the watch that acts for them. */
export const peopleDo = ({ world, bot, shares, links, newLinkId, lookAround, note }: Scene) => {
  const { clock } = world
  const refOf = (id: string) => ({ team: TEAM, id })

  return {
    share: async (step: StepOf<'share'>): Promise<void> => {
      const file = FILES[step.file] ?? FILES[0]
      const id = `S${shares.length + 1}`
      const linkId = newLinkId(null)
      const password = step.password ? 'open sesame' : null
      const expiresAt = Math.ceil((clock.at + step.lifeMs) / SECOND) * SECOND
      const { limit } = step
      shares.push({
        id,
        fileId: file.id,
        linkIds: new Set([linkId]),
        direct: limit !== null && !step.password,
        lives: [],
        limit,
        expiresAt,
        revoked: false,
        suspended: false,
        deleted: false,
        extended: false,
        askedAt: null,
        seen: null,
      })
      links.push({ id: linkId, fileId: file.id, password, shareId: id })
      await bot.jobs.make({
        team: TEAM,
        shareId: id,
        linkId,
        fileId: file.id,
        creator: { id: ALICE, name: 'Alice' },
        channel: { id: 'C0TEAM', name: 'team' },
        here: true,
        terms: { expiresAt, limit, viewOnly: limit === null && step.viewOnly, note: null },
        sealedPassword: password === null ? null : bot.sealed(id, password),
        replyTo: null,
        reference: id,
      })
      note(`share: ${await bot.attempt(step, bot.work)}`)
    },

    revoke: async (step: StepOf<'revoke'>): Promise<void> => {
      const share = pick(shares, step.share)
      if (share === undefined || share.seen === null) return
      share.revoked = true
      await bot.attempt(ALIVE, (process) => process.revoke(refOf(share.id)))
      await lookAround()
      if (share.seen.state === 'active') throw new Error(`share ${share.id} lives on though it was revoked`)
      // Of no effect on what is being made, or over.
      if (share.seen.end?.reason !== 'manual') share.revoked = false
    },

    suspend: async (): Promise<void> => {
      for (const share of shares) {
        if (share.seen === null || share.limit === null) continue
        share.suspended = true
        await bot.attempt(ALIVE, (process) => process.end(refOf(share.id), { suspend: true }))
      }
    },

    resume: async (): Promise<void> => {
      for (const share of shares) {
        share.extended = true
        const facts = { resume: { reference: `R${clock.at}${share.id}` } }
        await bot.attempt(ALIVE, (process) => process.end(refOf(share.id), facts))
      }
      await bot.attempt(ALIVE, bot.work)
    },

    extend: async (step: StepOf<'extend'>): Promise<void> => {
      const share = pick(shares, step.share)
      if (share === undefined || share.seen === null) return
      share.extended = true
      const more = step.limit
      const limit = more === null || more === 'none' ? more : share.seen.downloads + more
      const end = step.lifeMs === null ? null : { kind: 'for' as const, ms: step.lifeMs }
      await bot.attempt(ALIVE, async (process) => {
        const outcome = await process.extend({
          ref: refOf(share.id),
          userId: ALICE,
          terms: { end, limit },
          replyTo: { kind: 'url', url: 'http://127.0.0.1/' },
          reference: `E${clock.at}${share.id}`,
        })
        note(`extend: ${outcome.ok ? 'granted' : outcome.refusal.reason}`)
        if (step.works) await bot.work(process)
      })
    },
  }
}
