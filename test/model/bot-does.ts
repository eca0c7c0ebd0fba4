import type { StepOf } from './history.ts'
import { AUDIT } from './portal-does.ts'
import type { Happened } from './rules.ts'
import type { Scene } from './scene.ts'
import { checkDue, checkRead } from './shares.ts'

/** Troubles with which the trail can be read all the same. */
const READABLE: ReadonlySet<Scene['trouble']> = new Set([null, 'once', 'files', 'files-late', 'no-plan'])

/** As many rows as fit on one page of the trail. */
const PAGE = 90

/** What the program does by itself. */
export const botDoes = (scene: Scene) => {
  const { world, bot, rows, shares, rules, lookAround, noteWays, note } = scene
  const { portal, clock } = world

  const isDue = (row: Happened['row']): boolean => {
    if (portal.state.settings.auditHeld) return false
    const waiting = portal.state.pending.find(({ event }) => event === row)
    return waiting !== undefined && Date.parse(waiting.visibleAt) <= clock.at
  }

  /** Rows that wait arrive while the trail is being read, one after each of its pages. */
  const drip = (): (() => void) => {
    portal.configure({ auditHeld: true })
    let pages = 0
    return portal.onChange(() => {
      const read = portal.requests({ path: AUDIT }).filter(({ done }) => done).length
      if (read <= pages) return
      pages = read
      const next = portal.state.pending.shift()
      if (next === undefined) return
      next.event.id = portal.state.nextEventId
      portal.state.nextEventId += 1
      portal.state.events.push(next.event)
    })
  }

  /** Whether it came to its end. */
  const sweepOnce = async (step: StepOf<'sweep'>): Promise<boolean> => {
    const { auditHeld } = portal.state.settings
    const stop = step.drips ? drip() : () => {}
    portal.configure({ auditDuplicates: step.doubled ? 0.3 : 0 })
    bot.disturb({ doubled: step.doubled })
    let isDone = false
    const came = await bot.attempt(step, async (process) => {
      await process.sweep()
      isDone = !process.isDead()
      if (isDone && step.works) await bot.work(process)
    })
    stop()
    portal.configure({ auditHeld })
    note(`sweep: ${isDone ? 'done' : came}`)
    return isDone
  }

  return {
    /** True: all that was there has been read. */
    sweep: async (step: StepOf<'sweep'>): Promise<boolean> => {
      const { trouble } = scene
      const before = rows.filter(({ row }) => row.id !== 0 || (!step.drips && isDue(row)))
      const there = shares.filter(({ seen }) => seen !== null)
      const inDoubt = trouble !== null && trouble !== 'once'
      noteWays(inDoubt)
      const isDone = await sweepOnce(step)
      if (trouble === 'once' && !isDone) scene.trouble = null
      await lookAround()
      noteWays(inDoubt)
      if (!isDone) return false
      if (!READABLE.has(trouble)) throw new Error(`a trail that cannot be read (${trouble}) was swept`)
      if (trouble === 'no-plan') {
        note('a sweep that did not see that the plan has no trail')
        return false
      }
      if (!inDoubt) scene.reconcileWays(before, there)
      // Of a crowded second that grows while it is read, some rows may be left to the next reading.
      const isCrowded = portal.state.events.length > PAGE
      if (!isCrowded) for (const share of shares) checkRead(share, before, rules)
      return true
    },

    reconcile: async (step: StepOf<'reconcile'>): Promise<void> => {
      const came = await bot.attempt(step, (process) => process.reconcile())
      if (came !== 'done') return
      await lookAround()
      for (const share of shares) checkDue(share, clock.at)
    },

    drift: async (step: StepOf<'drift'>): Promise<void> => {
      note(`look for changes: ${await bot.attempt(step, (process) => process.drift())}`)
    },

    work: async (step: StepOf<'work'>): Promise<void> => {
      note(`work: ${await bot.attempt(step, bot.work)}`)
    },

    restart: ({ lost }: StepOf<'restart'>): Promise<void> => bot.restart(lost),
  }
}
