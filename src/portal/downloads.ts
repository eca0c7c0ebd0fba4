import { VIEW } from '../domain/downloads.ts'
import type { AuditEvent } from '../domain/portal-facts.ts'
import type { Log } from '../use-cases/ports.ts'
import type { PortalClient } from './client.ts'
import type { PortalLimits } from './limits.ts'
import { askedFor } from './read-action.ts'
import { readTrail } from './read-trail.ts'
import type { TrailQuery } from './trail-page.ts'

const DOWNLOAD = 12

const DOWNLOADS: TrailQuery = {
  label: 'GET audit events',
  filter: { actionType: 'Download' },
  isAsked: ({ actionType }) => actionType === null || actionType === DOWNLOAD,
}

/** Reads all download events of the whole portal since a moment by its clock. */
export const readDownloads = (
  client: PortalClient,
  limits: PortalLimits,
  log: Pick<Log, 'warn'> | undefined,
  markAddress: (ip: string) => string,
) => {
  const read = readTrail(client, limits, log, markAddress)
  return (fromAt: number): Promise<AuditEvent[]> => read(DOWNLOADS, fromAt)
}

/**
 * Reads all views since then: a visitor who changes the address to `action=view` gets the file too. Every portal that is
 * supported has this action, so that a refusal never means that there are none.
 */
export const readViews = (
  client: PortalClient,
  limits: PortalLimits,
  log: Pick<Log, 'warn'> | undefined,
  markAddress: (ip: string) => string,
) => {
  const read = readTrail(client, limits, log, markAddress)
  return (fromAt: number): Promise<AuditEvent[]> => read(askedFor(VIEW), fromAt)
}
