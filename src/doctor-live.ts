import { randomUUID } from 'node:crypto'
import { readEach } from './config.ts'
import type { Env } from './config-rules.ts'
import { type Finding, findingsOf } from './doctor/finding.ts'
import { runLive } from './doctor/live/run-live.ts'
import { createVisit } from './doctor/live/visit.ts'
import { readTypedFileId } from './domain/file-address.ts'
import { readEnvFile } from './env-file.ts'
import { createPortal } from './portal/portal.ts'
import { pauseUnless } from './slack/web-api/pause.ts'

/** How long an event is waited for in the trail. */
const TRAIL_MS = 60_000

export interface LiveOptions {
  /** The file as it was typed: its id, or an address of the portal. */
  file: string | undefined
  /** Hears of each finding as it comes. */
  tell: (finding: Finding) => void
  signal: AbortSignal
  trailMs?: number
}

/** Plays the whole life of a link to a file of the real portal. */
export const doctorLive = async (
  environment: Env,
  envFile: string,
  { file, tell, signal, trailMs = TRAIL_MS }: LiveOptions,
): Promise<void> => {
  const { fail } = findingsOf('live.file')
  const { values } = readEach(environment, readEnvFile(envFile).values)
  const { DOCSPACE_URL: origin, DOCSPACE_API_KEY: apiKey, DOCSPACE_AUDIT_API_KEY: auditApiKey } = values
  if (origin === undefined || apiKey === undefined)
    return tell(fail('DOCSPACE_URL and DOCSPACE_API_KEY are needed.', 'Set them: npm run doctor says how.'))
  const read = file === undefined ? null : readTypedFileId(file, origin)
  if (read?.ok !== true)
    return tell(
      fail(
        '--live needs a file that a link may be made to.',
        'Name it: npm run doctor -- --live --file 4821.',
      ),
    )
  const now = Date.now
  const portal = createPortal({
    origin,
    apiKey,
    auditApiKey: auditApiKey ?? apiKey,
    now,
    random: Math.random,
  })
  const monotonic = () => performance.now()
  try {
    await runLive({
      portal,
      origin,
      fileId: read.fileId,
      linkId: randomUUID(),
      visit: createVisit(origin, monotonic),
      now,
      monotonic,
      pause: pauseUnless(signal),
      trailMs,
      tell,
      signal,
    })
  } finally {
    await portal.close()
  }
}
