import type { AuditEvent } from '../domain/portal-facts.ts'
import type { Log } from '../use-cases/ports.ts'
import type { Client } from './client.ts'
import type { PortalLimits } from './limits.ts'
import { readTrail } from './read-trail.ts'
import type { Asked } from './trail-page.ts'

const DOWNLOAD = 12

const DOWNLOADS: Asked = {
  label: 'GET audit events',
  filter: { actionType: 'Download' },
  isAsked: ({ actionType }) => actionType === null || actionType === DOWNLOAD,
}

/** Download events of the whole portal since a moment by its clock, however many (contract 3). */
export const readDownloads = (client: Client, limits: PortalLimits, log: Pick<Log, 'warn'> | undefined) => {
  const read = readTrail(client, limits, log)
  return (fromAt: number): Promise<AuditEvent[]> => read(DOWNLOADS, fromAt)
}
