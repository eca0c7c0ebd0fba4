import { PortalError } from '../../domain/portal-error.ts'
import type { AuditEvent, LinkRequest, PortalFile, PortalLink } from '../../domain/portal-facts.ts'
import type { Portal } from '../../use-cases/ports.ts'
import { type Finding, findingsOf } from '../finding.ts'
import { portalTrouble } from '../portal-trouble.ts'
import { linkFindings, unshareableFinding } from './link.ts'
import { type Deeds, eventsOf, namesLink, trailFindings } from './trail.ts'
import { type createVisit, type Visit, wasGiven } from './visit.ts'

export interface LiveDeps {
  portal: Pick<
    Portal,
    | 'file'
    | 'links'
    | 'putLink'
    | 'deleteLink'
    | 'linkIsDead'
    | 'downloadsSince'
    | 'viewsSince'
    | 'clockSkewMs'
  >
  origin: string
  fileId: string
  linkId: string
  visit: ReturnType<typeof createVisit>
  now: () => number
  monotonic: () => number
  /** Ends early at `signal`. */
  pause: (ms: number) => Promise<unknown>
  /** How long an event is waited for in the trail. */
  trailMs: number
  /** Hears of each finding as it comes. */
  tell: (finding: Finding) => void
  /** Aborted when nobody waits any more: what was made is removed all the same. */
  signal: AbortSignal
}

/** Should it not be removed, the portal ends it by itself then. */
const LIFE_MS = 15 * 60_000
const LOOK_MS = 1_000

const file = findingsOf('live.file')
const link = findingsOf('live.link')
const download = findingsOf('live.download')
const trail = findingsOf('live.trail')
const end = findingsOf('live.end')

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`

/** The first step that cannot be done ends the chain, not the removal. */
class ChainBroken extends Error {}

/**
 * Plays the whole life of a link on the real portal: made, downloaded by a stranger, seen in the trail, attributed,
 * revoked, dead. Finds every point where the portal differs from what the app assumes, and always removes the link.
 */
export const runLive = async (deps: LiveDeps): Promise<void> => {
  const { portal, fileId, linkId, visit, now, monotonic, tell, signal } = deps
  let mayExist = false

  const timed = async <T>(step: Promise<T>): Promise<{ found: T; ms: number }> => {
    const begun = monotonic()
    return { found: await step, ms: monotonic() - begun }
  }
  /** Does a step, or ends the chain with why the portal does not let us. */
  const must = async <T>(name: typeof file, step: () => Promise<T>, odd?: string) => {
    if (signal.aborted) throw new ChainBroken()
    try {
      return await timed(step())
    } catch (error) {
      const isOdd = odd !== undefined && error instanceof PortalError && error.kind === 'bad-response'
      const { found, remedy } = isOdd
        ? { found: odd, remedy: 'Ask whoever runs DocSpace: no limit holds like this.' }
        : portalTrouble(error, 'DOCSPACE_API_KEY')
      tell(name.fail(found, remedy))
      throw new ChainBroken()
    }
  }

  const make = async (): Promise<{ made: PortalLink; shared: PortalFile }> => {
    const read = await must(file, () => Promise.all([portal.file(fileId), portal.links(fileId)]))
    const [shared, links] = read.found
    const why = unshareableFinding(shared, links)
    if (why !== null) {
      tell(why)
      throw new ChainBroken()
    }
    tell(file.pass(`The file can be shared (${seconds(read.ms)}).`))
    const asked: LinkRequest = {
      fileId,
      linkId,
      title: 'Sharelink doctor',
      expiresAt: now() + portal.clockSkewMs() + LIFE_MS,
      denyDownload: false,
      password: null,
    }
    mayExist = true
    const { found: made, ms } = await must(
      link,
      () => portal.putLink(asked),
      'DocSpace takes the call that makes the link, but answers without the link.',
    )
    const differences = linkFindings(deps.origin, asked, made)
    for (const difference of differences) tell(difference)
    if (differences.length === 0) tell(link.pass(`The link is made as asked for (${seconds(ms)}).`))
    const listed = await must(link, () => portal.links(fileId))
    if (!listed.found.some(({ id }) => id.toLowerCase() === linkId.toLowerCase()))
      tell(
        link.fail(
          "The link isn't among the file's links: its end can't be verified.",
          "Check that the key's account may manage the links of this file.",
        ),
      )
    return { made, shared }
  }

  const take = async (key: string, shared: PortalFile, action: 'download' | 'view'): Promise<Visit> => {
    if (signal.aborted) throw new ChainBroken()
    const got = await visit(fileId, key, action).catch((): Visit => ({ status: 0, bytes: null, ms: 0 }))
    const words = action === 'view' ? 'The address with action=view' : 'The direct address'
    if (!wasGiven(got))
      tell(
        (action === 'view' ? download.warn : download.fail)(
          `${words} gives a stranger ${got.status === 0 ? 'no answer' : got.status}, not the file.`,
          'Open the link of a share in a private window: DocSpace, or a proxy before it, turns visitors away.',
        ),
      )
    else if (got.bytes !== null && shared.bytes !== null && got.bytes !== shared.bytes)
      tell(
        download.warn(
          `${words} gives ${got.bytes} bytes, where DocSpace says that the file has ${shared.bytes}.`,
          'A page may stand in place of the file: open it in a private window.',
        ),
      )
    else if (got.status === 302)
      tell(
        download.warn(
          `${words} leads to the storage (302): who has been led there can take the file for up to an hour, also after a revocation.`,
          'Use exact limits (PUBLIC_URL), which stream the file themselves.',
        ),
      )
    else tell(download.pass(`${words} gives a stranger the file (${got.status}, ${seconds(got.ms)}).`))
    return got
  }

  const watch = async (
    read: (fromAt: number) => Promise<AuditEvent[]>,
    deeds: Deeds,
    isView: boolean,
  ): Promise<void> => {
    const begun = monotonic()
    for (;;) {
      const { found } = await must(trail, () => read(deeds.at - LOOK_MS))
      const ms = monotonic() - begun
      const events = eventsOf(found, deeds)
      const isThere = events.some((event) => namesLink(event, linkId))
      if (isThere || ms >= deps.trailMs) {
        for (const finding of trailFindings(events, deeds, { isView, ms })) tell(finding)
        return
      }
      await deps.pause(Math.min(LOOK_MS, deps.trailMs))
    }
  }

  const revoke = async (key: string): Promise<void> => {
    const { ms } = await must(
      end,
      () => portal.deleteLink(fileId, linkId),
      "DocSpace takes the revocation, but the link is still among the file's links.",
    )
    mayExist = false
    tell(end.pass(`The link is revoked, and gone from the file's links (${seconds(ms)}).`))
    const isDead = await must(end, () => portal.linkIsDead(key, { lane: 'first' }))
    const after = await visit(fileId, key, 'download').catch(() => null)
    if (isDead.found && after !== null && !wasGiven(after))
      return tell(end.pass(`It is dead: a stranger gets ${after.status}.`))
    tell(
      end.fail(
        'The link is revoked, but a stranger still gets the file.',
        'Look for a cache or proxy before DocSpace; until then no limit holds.',
      ),
    )
  }

  try {
    const { made, shared } = await make()
    const at = () => now() + portal.clockSkewMs()
    const downloadedAt = at()
    const downloaded = await take(made.requestToken, shared, 'download')
    const viewedAt = at()
    const viewed = await take(made.requestToken, shared, 'view')
    if (wasGiven(downloaded)) await watch(portal.downloadsSince, { fileId, linkId, at: downloadedAt }, false)
    if (wasGiven(viewed)) await watch(portal.viewsSince, { fileId, linkId, at: viewedAt }, true)
    await revoke(made.requestToken)
  } catch (error) {
    if (!(error instanceof ChainBroken)) throw error
  } finally {
    if (mayExist) {
      await portal.deleteLink(fileId, linkId).then(
        () => tell(end.pass('What was made is removed.')),
        () =>
          tell(
            end.fail(
              'The link "Sharelink doctor" of this file could not be removed. It expires by itself in 15 minutes.',
              'Delete it in DocSpace.',
            ),
          ),
      )
    }
  }
}
