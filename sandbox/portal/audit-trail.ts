import { roomOf } from './entries.ts'
import type { AuditEvent, PortalState } from './state-types.ts'
import type { Sources } from './types.ts'
import { queueDeliveries } from './webhook-queue.ts'

/** What is known when something happens; the rest of an event follows from it. */
export type Happening = Omit<AuditEvent, 'id' | 'date' | 'room'> & { at?: Date }

/** How late a row arrives does not depend on what the portal's clock shows. */
const trueTime = ({ settings }: PortalState, now: Date): number => now.getTime() - settings.clockSkewMs

const arrive = (state: PortalState, event: AuditEvent) => {
  event.id = state.nextEventId++
  state.events.push(event)
}

const purge = (state: PortalState) => {
  const { auditPurgeBefore } = state.settings
  if (auditPurgeBefore === null) return
  const kept = (event: AuditEvent) => Date.parse(event.date) >= Date.parse(auditPurgeBefore)
  if (!state.events.every(kept)) state.events = state.events.filter(kept)
}

/**
 * Lets the events whose time has come arrive, each with the next id: late rows stand behind newer ones
 * (docs/portal.md, Reading the audit trail).
 */
export const settle = (state: PortalState, now: Date): void => {
  purge(state)
  if (state.settings.auditHeld) return
  const time = trueTime(state, now)
  const due = state.pending.filter((one) => Date.parse(one.visibleAt) <= time)
  if (due.length === 0) return
  state.pending = state.pending.filter((one) => !due.includes(one))
  due.sort((a, b) => Date.parse(a.visibleAt) - Date.parse(b.visibleAt))
  for (const { event } of due) arrive(state, event)
  purge(state)
}

/** Lets every waiting event arrive, whatever its time. Gives their number. */
export const release = (state: PortalState, order: 'in-order' | 'reverse'): number => {
  const waiting = state.pending
  state.pending = []
  for (const { event } of order === 'reverse' ? waiting.reverse() : waiting) arrive(state, event)
  return waiting.length
}

/**
 * Writes an event. Its date is the time of the request, in whole seconds, rounded
 * (docs/portal.md, Reading the audit trail).
 */
export const record = (state: PortalState, sources: Sources, happening: Happening): AuditEvent => {
  const { now, random } = sources
  const { at = now(), ...rest } = happening
  const [fileId = ''] = rest.target
  const folderId = state.files[fileId]?.folderId ?? fileId
  const event: AuditEvent = {
    ...rest,
    id: 0,
    date: new Date(Math.round(at.getTime() / 1000) * 1000).toISOString(),
    room: roomOf(state, folderId)?.title ?? null,
  }
  const { min, max } = state.settings.auditDelayMs
  const visibleAt = new Date(trueTime(state, now()) + min + random() * (max - min)).toISOString()
  state.pending.push({ event, visibleAt })
  queueDeliveries(state, sources, event)
  settle(state, now())
  return event
}
